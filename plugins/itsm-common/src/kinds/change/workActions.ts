import { z } from 'zod';
import type { Refusal } from '../../errors';
import { pastInstant, recordNumber, requiredText, text } from '../../fields';
import { toMillis } from '../../columns';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import { voidApprovals } from '../shared/approval';
import { linksTo } from '../shared/links';
import { refuseUnreviewed } from '../shared/reviewGate';
import { causedUrgentIncident, SUSPECTED } from './followIncident';
import { workInWindows } from './frozen';
import {
  isSelfApproved,
  refuseApprover,
  refuseSelfApproved,
} from './segregation';
import { except, typed } from './onlyOf';
import type { Change } from './types';

const QUIET_PERIOD = 'quiet_period';
/** Reviewed however they went: they went around the assessment. */
const REVIEWED_TYPES = ['emergency', 'unauthorized'];
/** Whether an instant lies in the planned time; without a start or an end it is open there. */
const isInPlannedTime = (
  at: number,
  { plannedStart, plannedEnd }: Change['data'],
): boolean =>
  at >= (plannedStart ?? -Infinity) && at < (plannedEnd ?? Infinity);

const cancelQuietPeriod = { name: QUIET_PERIOD, dueAt: null };

/** A success is what went well and broke nothing; whoever calls it one anyway would need no review. */
function refuseSuccess(record: Change, ctx: ActContext): Refusal | undefined {
  if (record.data.result === 'failure') return { code: 'result_is_failure' };
  if (causedUrgentIncident(ctx)) return { code: 'caused_incident' };
  // A person may know better; a clock waits until somebody does
  const isPerson = !['system', 'pipeline'].some(each =>
    ctx.capabilities.has(each as 'system'),
  );
  return !isPerson && linksTo(ctx, SUSPECTED).length > 0
    ? { code: 'cause_is_proposed' }
    : undefined;
}

/** The work itself, its result, and the end of the change. */
export const workActions: Record<string, ActionDefinition> = {
  implement: {
    from: ['scheduled'],
    to: 'implement',
    who: ['agent', 'pipeline'],
    input: z.strictObject({
      actualStart: pastInstant.optional(),
      /** Reason for working outside the planned time, which needs the override permission, or in a freeze. */
      waiver: requiredText(2_000).optional(),
    }),
    refuse: (record: Change, ctx) =>
      refuseApprover(record, ctx) ?? workInWindows.refuse(record, ctx),
    refuseInput: (record: Change, input, ctx) => {
      const stopped = workInWindows.refuseInput(record, input, ctx);
      if (stopped) return stopped;
      const { plannedStart, plannedEnd } = record.data;
      // A person starts now and a pipeline when it is heard of, whatever start is told
      if (isInPlannedTime(ctx.receivedAt ?? ctx.at, record.data))
        return undefined;
      if (input.waiver && ctx.capabilities.has('manager')) return undefined;
      return {
        code: 'outside_planned_time',
        params: { plannedStart, plannedEnd },
      };
    },
    apply: (record: Change, input, ctx): Effects => {
      const waived = workInWindows.waived(record, input.waiver, ctx);
      return {
        patch: {
          data: {
            actualStart: toMillis(input.actualStart) ?? ctx.at,
            ...(input.waiver && {
              waiver: { reason: input.waiver, by: ctx.actor.ref },
            }),
            ...waived.data,
          },
        },
        body: { ...(input.waiver && { waiver: input.waiver }), ...waived.body },
      };
    },
  },
  finish: {
    from: ['implement'],
    to: 'review',
    who: ['agent', 'pipeline'],
    input: z.strictObject({
      result: z.enum(['success', 'failure']),
      actualEnd: pastInstant.optional(),
      notes: text(5_000).optional(),
    }),
    refuse: refuseApprover,
    apply: (record: Change, input, ctx): Effects => {
      const end = Math.max(
        toMillis(input.actualEnd) ?? ctx.at,
        record.data.actualStart ?? 0,
      );
      return {
        patch: {
          data: {
            result: input.result,
            actualEnd: end,
            ...(isSelfApproved(record, ctx) && { selfApproved: true }),
          },
        },
        body: { result: input.result, notes: input.notes },
        timers: quietPeriod(record, input.result, ctx),
      };
    },
  },
  close: {
    from: ['review'],
    to: 'closed',
    who: ['agent', 'pipeline', 'system'],
    input: z.strictObject({
      closeCode: z.enum(['successful', 'with_issues', 'unsuccessful']),
      notes: text(5_000).optional(),
    }),
    refuse: (record: Change, ctx) =>
      refuseApprover(record, ctx) ??
      refuseSelfApproved(record, ctx) ??
      (REVIEWED_TYPES.includes(record.data.type)
        ? refuseUnreviewed(ctx)
        : undefined),
    refuseInput: (record: Change, input, ctx) => {
      if (input.closeCode === 'successful') return refuseSuccess(record, ctx);
      // What a pipeline registered is judged by itself, at once when it failed
      return record.data.type === 'registration'
        ? undefined
        : refuseUnreviewed(ctx);
    },
    apply: (_record, input): Effects => ({
      patch: { data: { closeCode: input.closeCode } },
      body: { closeCode: input.closeCode, notes: input.notes },
      timers: [cancelQuietPeriod],
    }),
  },
  /** A later attempt or job of the same run corrects the judgement; the state is kept. */
  judge: {
    from: ['review', 'closed'],
    who: ['pipeline', 'system'],
    when: typed('registration'),
    verb: 'judged',
    input: z.strictObject({
      result: z.enum(['success', 'failure']).optional(),
      actualEnd: pastInstant.optional(),
      closeCode: z
        .enum(['successful', 'with_issues', 'unsuccessful'])
        .optional(),
    }),
    apply: (record: Change, input, ctx): Effects => {
      const end = toMillis(input.actualEnd) ?? record.data.actualEnd ?? ctx.at;
      // Not refused: how the run ended is worth knowing, whatever it broke
      const isTakenBack =
        input.closeCode === 'successful' && causedUrgentIncident(ctx);
      const closeCode = isTakenBack ? 'with_issues' : input.closeCode;
      return {
        patch: {
          data: {
            ...(input.result && { result: input.result, actualEnd: end }),
            ...(closeCode && { closeCode }),
            ...(Boolean(record.data.successTakenBack) !== isTakenBack &&
              closeCode && { successTakenBack: isTakenBack }),
          },
        },
        body: { result: input.result, closeCode },
        timers:
          record.state === 'review' && input.result
            ? quietPeriod(record, input.result, ctx)
            : [],
      };
    },
  },
  /** It was closed as a success, and broke something after all. */
  take_back_success: {
    from: ['closed'],
    who: ['system'],
    verb: 'judged',
    input: z.strictObject({ incident: recordNumber }),
    refuse: (record: Change) =>
      record.data.closeCode === 'successful'
        ? undefined
        : { code: 'not_closed_as_success' },
    apply: (_record, { incident }): Effects => ({
      patch: { data: { closeCode: 'with_issues', successTakenBack: true } },
      body: { closeCode: 'with_issues', incident },
    }),
  },
  /** What it was thought to have broken had another cause, or was not broken. */
  restore_success: {
    from: ['closed'],
    who: ['system'],
    verb: 'judged',
    input: z.strictObject({ incident: recordNumber }),
    refuse: ({ data }: Change, ctx) => {
      if (!data.successTakenBack || data.closeCode !== 'with_issues') {
        return { code: 'success_not_taken_back' };
      }
      return causedUrgentIncident(ctx)
        ? { code: 'caused_incident' }
        : undefined;
    },
    apply: (_record, { incident }): Effects => ({
      patch: { data: { closeCode: 'successful', successTakenBack: false } },
      body: { closeCode: 'successful', incident },
    }),
  },
  /** Nothing holds its automatic close up any more. */
  await_quiet_period: {
    from: ['review'],
    who: ['system'],
    when: typed('registration'),
    verb: 'judged',
    input: z.strictObject({ incident: recordNumber }),
    refuse: (record: Change, ctx) =>
      record.data.result === 'success'
        ? refuseSuccess(record, ctx)
        : { code: 'result_is_failure' },
    apply: (record: Change, { incident }, ctx): Effects => ({
      body: { result: 'success', incident },
      timers: quietPeriod(record, 'success', ctx),
    }),
  },
  cancel: {
    from: ['new', 'assess', 'authorize', 'scheduled', 'implement'],
    to: 'canceled',
    who: ['requester', 'manager'],
    when: except('registration', 'unauthorized'),
    input: z.strictObject({
      reason: requiredText(5_000),
      /** What shows that a started change was backed out. */
      backoutEvidence: requiredText(5_000).optional(),
    }),
    refuseInput: (record: Change, input) =>
      record.state === 'implement' && !input.backoutEvidence
        ? { code: 'backout_evidence_required' }
        : undefined,
    apply: (record: Change, input): Effects => ({
      patch: {
        data: {
          cancelReason: input.reason,
          approvals: voidApprovals(record),
        },
      },
      body: { reason: input.reason, backoutEvidence: input.backoutEvidence },
    }),
  },
};

/**
 * Only a registered success is closed by the clock; others wait for their owner. It is observed from when it was
 * heard of: before that nobody could.
 */
function quietPeriod(
  record: Change,
  result: 'success' | 'failure',
  ctx: ActContext,
) {
  if (record.data.type !== 'registration' || result !== 'success') {
    return [cancelQuietPeriod];
  }
  return [
    {
      name: QUIET_PERIOD,
      action: 'close',
      dueAt: (ctx.receivedAt ?? ctx.at) + ctx.settings.quietPeriodMs,
      input: { closeCode: 'successful' },
    },
  ];
}
