import { z } from 'zod';
import { groupRef, userRef } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import type { ItsmRecord } from '../../record';

/** Who works on it; a state of its own for "assigned" would say nothing more. @public */
export const assignIn = (...from: string[]): ActionDefinition => ({
  from,
  who: ['agent'],
  verb: 'assigned',
  input: z.strictObject({
    assignee: userRef.nullable().optional(),
    assignmentGroup: groupRef.nullable().optional(),
  }),
  refuseInput: (_record, input) =>
    input.assignee === undefined && input.assignmentGroup === undefined
      ? { code: 'nothing_to_assign' }
      : undefined,
  apply: (record: ItsmRecord, input): Effects => ({
    patch: {
      ...(input.assignee !== undefined && { assignee: input.assignee }),
      ...(input.assignmentGroup !== undefined && {
        assignmentGroup: input.assignmentGroup,
      }),
    },
    body: {
      ...(input.assignee !== undefined && {
        assignee: [record.assignee, input.assignee],
      }),
      ...(input.assignmentGroup !== undefined && {
        assignmentGroup: [record.assignmentGroup, input.assignmentGroup],
      }),
    },
  }),
});

/** Input of an action that begins work, and so needs somebody who does it. */
export const workerInput = z.strictObject({
  assignee: userRef.optional(),
  assignmentGroup: groupRef.optional(),
});
type Worker = z.infer<typeof workerInput>;

/** Work that nobody does has not begun. */
export const refuseWithoutWorker = (record: ItsmRecord, input: Worker) =>
  input.assignee ||
  input.assignmentGroup ||
  record.assignee ||
  record.assignmentGroup
    ? undefined
    : { code: 'assignee_required' };

/** The columns that the input of such an action sets. */
export const workerOf = ({ assignee, assignmentGroup }: Worker) => ({
  ...(assignee && { assignee }),
  ...(assignmentGroup && { assignmentGroup }),
});
