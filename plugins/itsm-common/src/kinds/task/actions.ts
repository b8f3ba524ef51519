import { z } from 'zod';
import { requiredText, recordNumber } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import {
  assignIn,
  refuseWithoutWorker,
  workerInput,
  workerOf,
} from '../shared/assign';

const OPEN = ['open', 'in_progress'];

/** An end that needs a word about what came of it. */
const endAs = (to: string): ActionDefinition => ({
  from: OPEN,
  to,
  who: ['agent'],
  input: z.strictObject({ outcomeNote: requiredText(5_000) }),
  apply: (_record, { outcomeNote }): Effects => ({
    patch: { data: { outcomeNote } },
    body: { outcomeNote },
  }),
});

/** In the order in which a page offers them. */
export const taskActions: Record<string, ActionDefinition> = {
  assign: assignIn(...OPEN),
  start: {
    from: ['open'],
    to: 'in_progress',
    who: ['agent'],
    input: workerInput,
    refuseInput: refuseWithoutWorker,
    apply: (_record, input): Effects => ({ patch: workerOf(input) }),
  },
  complete: {
    from: OPEN,
    to: 'completed',
    who: ['agent'],
    input: z.strictObject({}),
  },
  end_incomplete: endAs('incomplete'),
  skip: endAs('skipped'),
  cancel: {
    from: OPEN,
    to: 'canceled',
    who: ['agent'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (_record, { reason }): Effects => ({ body: { reason } }),
  },
  cancel_with_parent: {
    from: OPEN,
    to: 'canceled',
    who: ['system'],
    input: z.strictObject({ parent: recordNumber }),
    apply: (_record, { parent }): Effects => ({ body: { parent } }),
  },
};
