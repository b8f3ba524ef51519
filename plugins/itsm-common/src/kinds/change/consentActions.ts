import { z } from 'zod';
import type { Refusal } from '../../errors';
import { requiredText, text } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../kind';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import { hasEntity } from '../shared/links';
import type { ChangeData } from './change';
import { typed, type Change } from './types';

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
  if (!hasEntity(ctx)) return { code: 'entity_required' };
  return approvers?.length ? undefined : { code: 'approvers_required' };
}

const urgentCause = (ctx: ActContext) =>
  ctx.links.some(
    link =>
      link.record?.kind === 'incident' &&
      link.record.priority !== null &&
      link.record.priority <= 2,
  );

/** Whoever wrote any of what is approved, or runs it, has a part in it. */
const refuseAuthors = (record: Change, ctx: ActContext) =>
  refuseDecision(record, ctx, [
    record.data.deployer,
    ...(record.data.authors ?? []),
  ]);

const decisionInput = z.strictObject({ comment: text(5_000).optional() });
const reasonInput = z.strictObject({ reason: requiredText(5_000) });

const askApprovers =
  (stage: 'assess' | 'authorize') =>
  (record: Change): Effects => ({
    patch: { data: { approvals: requestApprovals(record, stage) } },
    body: { approvers: record.data.approvers },
  });

/** From the plan to the day on which it may be done: others agree, or a template already has. */
export const consentActions: Record<string, ActionDefinition> = {
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
    apply: askApprovers('assess'),
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
    apply: askApprovers('authorize'),
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
    refuse: refuseAuthors,
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
    refuse: refuseAuthors,
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
    refuse: refuseAuthors,
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
      patch: { data: { approvals: voidApprovals(record) } },
      body: { reason: input.reason },
    }),
  },
};
