import { z } from 'zod';
import {
  instant,
  sharedCreateFields,
  sharedEditFields,
  userRef,
  recordNumber,
} from '../../fields';
import { defineKind } from '../../kind';
import type { ItsmRecord } from '../../record';
import { editedColumns, openingColumns, toMillis } from '../../columns';
import { taskActions } from './actions';
import { followParent, refuseParent } from './followParent';

/** Fields of a task beyond the shared columns. @public */
export interface TaskData extends Record<string, unknown> {
  /** Epoch milliseconds. */
  dueAt?: number | null;
  /** What came of it, if not what was meant to. */
  outcomeNote?: string;
}

/**
 * A piece of the work on another record: of a request, a problem, a change, a review.
 *
 * @public
 */
export const task = defineKind({
  name: 'task',
  plural: 'tasks',
  prefix: 'TSK',
  dataVersion: 1,
  states: {
    open: { phase: 'active' },
    in_progress: { phase: 'active' },
    completed: { phase: 'done' },
    incomplete: { phase: 'done' },
    skipped: { phase: 'done' },
    canceled: { phase: 'done' },
  },
  summaryFields: ['dueAt'],
  instantFields: ['dueAt'],
  readOnlyIn: ['completed', 'incomplete', 'skipped', 'canceled'],
  create: z.strictObject({
    ...sharedCreateFields,
    /** Number of the record that it is a part of. */
    parent: recordNumber,
    assignee: userRef.optional(),
    dueAt: instant.optional(),
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    dueAt: instant.nullable().optional(),
  }),
  open: input => ({
    state: 'open',
    patch: openingColumns(input, 'assignee'),
    data: { dueAt: toMillis(input.dueAt) ?? null },
    links: { add: [{ role: 'parent', target: 'record', ref: input.parent }] },
  }),
  applyEdit: (_record: ItsmRecord<TaskData>, input) => ({
    patch: {
      ...editedColumns(input),
      data:
        input.dueAt === undefined
          ? {}
          : { dueAt: toMillis(input.dueAt) ?? null },
    },
  }),
  actions: taskActions,
  refuseLink: refuseParent,
  onNeighbour: followParent,
});
