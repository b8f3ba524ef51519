import { z } from 'zod';
import { requiredText, recordNumber } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import type { ItsmRecord } from '../../record';
import {
  assignIn,
  refuseWithoutWorker,
  workerInput,
  workerOf,
} from '../shared/assign';
import { autoClose, noAutoClose } from '../shared/autoClose';
import { linksTo } from '../shared/links';
import { rated } from '../shared/satisfaction';
import { FULFILLED_IN, TASKS } from './followTask';
import type { RequestData } from './types';

type Request = ItsmRecord<RequestData>;

const tasksOf = (ctx: ActContext) => linksTo(ctx, TASKS);
const isAnyTaskOpen = (ctx: ActContext) =>
  tasksOf(ctx).some(({ record }) => record?.open);

/** What came of its tasks: all skipped means that nothing was delivered. */
function rollUp(ctx: ActContext): 'none' | 'whole' | 'partial' | 'nothing' {
  const states = tasksOf(ctx)
    .map(({ record }) => record?.state)
    .filter(state => state !== 'canceled');
  if (states.length === 0) return 'none';
  if (states.every(state => state === 'skipped')) return 'nothing';
  return states.includes('incomplete') ? 'partial' : 'whole';
}

const delivered = (outcome: string, ctx: ActContext): Effects => {
  const partial = rollUp(ctx) === 'partial';
  return {
    patch: { resolvedAt: ctx.at, data: { outcome, partial, holdReason: null } },
    body: { outcome, ...(partial && { partial }) },
    timers: autoClose(ctx),
  };
};

/** The work, and whether its requester is content with it. */
export const fulfilmentActions: Record<string, ActionDefinition> = {
  assign: assignIn(...FULFILLED_IN),
  start: {
    from: ['approved'],
    to: 'in_fulfilment',
    who: ['agent'],
    input: workerInput,
    refuseInput: refuseWithoutWorker,
    apply: (_record, input): Effects => ({ patch: workerOf(input) }),
  },
  hold: {
    from: ['in_fulfilment'],
    to: 'on_hold',
    who: ['agent'],
    input: z.strictObject({ holdReason: requiredText(2_000) }),
    apply: (_record, { holdReason }): Effects => ({
      patch: { data: { holdReason } },
      body: { holdReason },
    }),
  },
  resume: {
    from: ['on_hold'],
    to: 'in_fulfilment',
    who: ['agent'],
    input: z.strictObject({}),
    apply: (): Effects => ({ patch: { data: { holdReason: null } } }),
  },
  fulfil: {
    from: ['in_fulfilment'],
    to: 'fulfilled',
    who: ['agent'],
    input: z.strictObject({ outcome: requiredText(20_000) }),
    refuse: (_record, ctx) =>
      isAnyTaskOpen(ctx) ? { code: 'tasks_open' } : undefined,
    apply: (_record, { outcome }, ctx): Effects => delivered(outcome, ctx),
  },
  /** The last of its tasks is done: it is fulfilled, or canceled when all were skipped. */
  roll_up: {
    from: FULFILLED_IN,
    to: ['fulfilled', 'canceled'],
    who: ['system'],
    input: z.strictObject({
      by: recordNumber,
      nothing: z.boolean(),
    }),
    refuse: (_record, ctx) => {
      if (isAnyTaskOpen(ctx)) return { code: 'tasks_open' };
      return rollUp(ctx) === 'none' ? { code: 'no_tasks' } : undefined;
    },
    refuseInput: (_record, { nothing }, ctx) =>
      (rollUp(ctx) === 'nothing') === nothing
        ? undefined
        : { code: 'tasks_end_otherwise' },
    route: (_record, { nothing }) => (nothing ? 'canceled' : 'fulfilled'),
    apply: (_record, { by, nothing }, ctx): Effects =>
      nothing
        ? { patch: { data: { holdReason: null } }, body: { by } }
        : { ...delivered('', ctx), body: { by } },
  },
  close: {
    from: ['fulfilled'],
    to: 'closed',
    who: ['requester', 'system'],
    ...rated,
  },
  dispute: {
    from: ['fulfilled'],
    to: 'in_fulfilment',
    who: ['requester'],
    input: z.strictObject({ reason: requiredText(5_000) }),
    apply: (record: Request, { reason }): Effects => ({
      patch: { reopenCount: record.reopenCount + 1, resolvedAt: null },
      body: { reason },
      timers: [noAutoClose],
    }),
  },
};
