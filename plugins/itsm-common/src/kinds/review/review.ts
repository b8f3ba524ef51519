import { z } from 'zod';
import {
  approverRef,
  sharedCreateFields,
  sharedEditFields,
  text,
  recordNumber,
} from '../../fields';
import { defineKind } from '../../kind';
import type { ItsmRecord } from '../../record';
import { editedColumns, openingColumns, pickGiven } from '../../columns';
import { askedApprovers, writesContentIn } from '../shared/approval';
import { reviewActions } from './actions';
import { TASKS } from './commitment';
import type { ReviewData } from './types';

const reviewFields = {
  findings: text(20_000),
  lessons: text(20_000),
  noActionsReason: text(2_000),
  approvers: z.array(approverRef).max(20),
};
const FIELDS = Object.keys(reviewFields);
/**
 * A post-implementation review of a change, or a post-incident review: findings, and tasks that
 * follow from them.
 *
 * @public
 */
export const review = defineKind({
  name: 'review',
  plural: 'reviews',
  prefix: 'PIR',
  dataVersion: 1,
  states: {
    draft: { phase: 'active' },
    in_review: { phase: 'waiting' },
    completed: { phase: 'done' },
  },
  summaryFields: [],
  instantFields: [],
  readOnlyIn: ['completed'],
  create: z.strictObject({
    ...sharedCreateFields,
    /** Number of the record that is reviewed. */
    parent: recordNumber,
    ...z.object(reviewFields).partial().shape,
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    ...z.object(reviewFields).partial().shape,
  }),
  open: (input, { actor }) => ({
    state: 'draft',
    patch: openingColumns(input),
    data: { ...pickGiven(input, FIELDS), authors: [actor.ref] },
    links: { add: [{ role: 'parent', target: 'record', ref: input.parent }] },
  }),
  applyEdit: (record: ItsmRecord<ReviewData>, input, ctx) => ({
    ...(record.state === 'in_review' && {
      refused: { code: 'approved_content_is_fixed' },
    }),
    patch: {
      ...editedColumns(input),
      data: {
        ...pickGiven(input, FIELDS),
        authors: [...new Set([...(record.data.authors ?? []), ctx.actor.ref])],
      },
    },
  }),
  actions: reviewActions,
  asks: [TASKS],
  onContentChanged: writesContentIn('draft', 'in_review'),
  principals: askedApprovers,
});
