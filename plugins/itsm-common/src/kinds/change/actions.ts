import { z } from 'zod';
import type { Refusal } from '../../errors';
import { instant, requiredText, text, toMillis } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../kind';
import type { ItsmRecord } from '../../record';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from './approval';
import type { ChangeData } from './change';

type Change = ItsmRecord<ChangeData>;

const typed =
  (...types: string[]) =>
  (record: Change) =>
    types.includes(record.data.type);
const except =
  (...types: string[]) =>
  (record: Change) =>
    !types.includes(record.data.type);

export const QUIET_PERIOD = 'quiet_period';
const cancelQuietPeriod = { name: QUIET_PERIOD, dueAt: null };

/** Data that must be there before others are asked to judge the change. */
function missingFor(record: Change, fields: readonly (keyof ChangeData)[]) {
  const missing = fields.filter(field => {
    const value = record.data[field];
    return value === undefined || value === null || value === '';
  });
  return missing.length > 0
    ? { code: 'fields_required', params: { fields: missing } }
    : undefined;
}

function refuseSubmission(
  record: Change,
  ctx: ActContext,
): Refusal | undefined {
  const { windowStart, windowEnd, approvers } = record.data;
  if (windowStart && windowEnd && windowStart >= windowEnd) {
    return { code: 'window_is_empty' };
  }
  if (!ctx.links.some(l => l.role === 'affected' && l.target === 'entity')) {
    return { code: 'entity_required' };
  }
  return approvers?.length ? undefined : { code: 'approvers_required' };
}

const urgentCause = (ctx: ActContext) =>
  ctx.links.some(
    link =>
      link.record?.kind === 'incident' &&
      link.record.priority !== null &&
      link.record.priority <= 2,
  );

/** A P1 or P2 incident that names this change as its cause. */
const causedUrgentIncident = (ctx: ActContext) =>
  ctx.links.some(
    link =>
      link.incoming &&
      link.role === 'causedBy' &&
      link.record?.kind === 'incident' &&
      link.record.state !== 'canceled' &&
      (link.record.priority ?? 9) <= 2,
  );

const decisionInput = z.strictObject({ comment: text(5_000).optional() });
const reasonInput = z.strictObject({ reason: requiredText(5_000) });

export const changeActions: Record<string, ActionDefinition> = {
  request_assessment: {
    from: ['new'],
    to: 'assess',
    who: ['requester', 'agent'],
    when: typed('normal'),
    input: z.strictObject({}),
    refuse: (record: Change, ctx) =>
      missingFor(record, [
        'justification',
        'implementationPlan',
        'backoutPlan',
        'testPlan',
        'windowStart',
        'windowEnd',
      ]) ?? refuseSubmission(record, ctx),
    apply: (record: Change): Effects => ({
      patch: { data: { approvals: requestApprovals(record, 'assess') } },
      body: { approvers: record.data.approvers },
    }),
  },
  request_authorization: {
    from: ['new'],
    to: 'authorize',
    who: ['requester', 'agent'],
    when: typed('emergency'),
    permission: 'itsm.change.emergency',
    input: z.strictObject({}),
    refuse: (record: Change, ctx) => {
      if (!record.data.securityReason && !urgentCause(ctx)) {
        return { code: 'emergency_reason_required' };
      }
      return (
        missingFor(record, ['backoutPlan']) ?? refuseSubmission(record, ctx)
      );
    },
    apply: (record: Change): Effects => ({
      patch: { data: { approvals: requestApprovals(record, 'authorize') } },
      body: { approvers: record.data.approvers },
    }),
  },
  schedule: {
    from: ['new'],
    to: 'scheduled',
    who: ['requester', 'agent', 'system'],
    when: typed('standard'),
    input: z.strictObject({}),
    refuse: (record: Change) =>
      record.data.templateVersion
        ? missingFor(record, ['windowStart', 'windowEnd'])
        : { code: 'template_required' },
    apply: (record: Change): Effects => ({
      body: { approvedBy: 'template', template: record.data.templateVersion },
    }),
  },
  approve_assessment: {
    from: ['assess'],
    to: 'authorize',
    who: ['approver'],
    verb: 'approved',
    input: decisionInput,
    refuse: refuseDecision,
    apply: (record: Change, input, ctx): Effects => {
      const approvals = decide(record, 'approved', input.comment, ctx);
      return {
        patch: {
          data: {
            approvals: requestApprovals(
              { data: { ...record.data, approvals } },
              'authorize',
            ),
          },
        },
        body: { stage: 'assess', comment: input.comment },
      };
    },
  },
  authorize: {
    from: ['authorize'],
    to: 'scheduled',
    who: ['approver'],
    verb: 'approved',
    input: decisionInput,
    refuse: refuseDecision,
    apply: (record: Change, input, ctx): Effects => ({
      patch: {
        data: { approvals: decide(record, 'approved', input.comment, ctx) },
      },
      body: { stage: 'authorize', comment: input.comment },
    }),
  },
  reject: {
    from: ['assess', 'authorize'],
    to: 'new',
    who: ['approver'],
    verb: 'rejected',
    input: reasonInput,
    refuse: refuseDecision,
    apply: (record: Change, input, ctx): Effects => ({
      patch: {
        data: { approvals: decide(record, 'rejected', input.reason, ctx) },
      },
      body: { stage: record.state, reason: input.reason },
    }),
  },
  revert: {
    from: ['assess', 'authorize'],
    to: 'new',
    who: ['requester'],
    input: reasonInput,
    apply: (record: Change, input): Effects => ({
      patch: { data: { approvals: voidApprovals(record).data.approvals } },
      body: { reason: input.reason },
    }),
  },
  implement: {
    from: ['scheduled'],
    to: 'implement',
    who: ['agent', 'pipeline'],
    input: z.strictObject({
      actualStart: instant.optional(),
      /** Reason for working outside the window; needs the override permission. */
      waiver: requiredText(2_000).optional(),
    }),
    refuseInput: (record: Change, input, ctx) => {
      const { windowStart, windowEnd } = record.data;
      const told = toMillis(input.actualStart) ?? ctx.at;
      if (told > ctx.at) return { code: 'start_in_the_future' };
      // A pipeline tells when it started; a person starts now, whatever is told.
      const at = ctx.capabilities.has('pipeline') ? told : ctx.at;
      const inside =
        (!windowStart || at >= windowStart) && (!windowEnd || at < windowEnd);
      if (inside) return undefined;
      if (input.waiver && ctx.capabilities.has('manager')) return undefined;
      return {
        code: 'outside_window',
        params: { windowStart, windowEnd },
      };
    },
    apply: (_record, input, ctx): Effects => ({
      patch: {
        data: {
          actualStart: toMillis(input.actualStart) ?? ctx.at,
          ...(input.waiver && {
            waiver: { reason: input.waiver, by: ctx.actor.ref },
          }),
        },
      },
      body: input.waiver ? { waiver: input.waiver } : {},
    }),
  },
  finish: {
    from: ['implement'],
    to: 'review',
    who: ['agent', 'pipeline'],
    input: z.strictObject({
      result: z.enum(['success', 'failure']),
      actualEnd: instant.optional(),
      notes: text(5_000).optional(),
    }),
    apply: (record: Change, input, ctx): Effects => {
      const end = Math.max(
        toMillis(input.actualEnd) ?? ctx.at,
        record.data.actualStart ?? 0,
      );
      return {
        patch: { data: { result: input.result, actualEnd: end } },
        body: { result: input.result, notes: input.notes },
        timers: quietPeriod(record, input.result, end, ctx),
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
    refuseInput: (_record: Change, input, ctx) =>
      input.closeCode === 'successful' && causedUrgentIncident(ctx)
        ? { code: 'caused_incident' }
        : undefined,
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
      actualEnd: instant.optional(),
      closeCode: z
        .enum(['successful', 'with_issues', 'unsuccessful'])
        .optional(),
    }),
    apply: (record: Change, input, ctx): Effects => {
      const end = toMillis(input.actualEnd) ?? record.data.actualEnd ?? ctx.at;
      return {
        patch: {
          data: {
            ...(input.result && { result: input.result, actualEnd: end }),
            ...(input.closeCode && { closeCode: input.closeCode }),
          },
        },
        body: { result: input.result, closeCode: input.closeCode },
        timers:
          record.state === 'review' && input.result
            ? quietPeriod(record, input.result, end, ctx)
            : [],
      };
    },
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
          approvals: voidApprovals(record).data.approvals,
        },
      },
      body: { reason: input.reason, backoutEvidence: input.backoutEvidence },
    }),
  },
};

/** Only a registered success is closed by the clock; others wait for their owner. */
function quietPeriod(
  record: Change,
  result: 'success' | 'failure',
  end: number,
  ctx: ActContext,
) {
  if (record.data.type !== 'registration' || result !== 'success') {
    return [cancelQuietPeriod];
  }
  return [
    {
      name: QUIET_PERIOD,
      action: 'close',
      dueAt: end + ctx.policy.quietPeriodMs,
      input: { closeCode: 'successful' },
    },
  ];
}
