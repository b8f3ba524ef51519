import { z } from 'zod';
import type { Refusal } from '../../errors';
import { requiredText, text } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import { hasEntity } from '../shared/links';
import type { Change, ChangeData, ChangeType } from './types';
import { hasUrgentCause } from './followIncident';
import { planInWindows } from './frozen';
import { typed } from './onlyOf';

/** What others must know of a change of the type before they agree to it. */
const NEEDED: Partial<
  Record<ChangeType, readonly (keyof ChangeData & string)[]>
> = {
  normal: [
    'justification',
    'implementationPlan',
    'backoutPlan',
    'testPlan',
    'plannedStart',
    'plannedEnd',
  ],
  emergency: ['backoutPlan'],
  standard: ['plannedStart', 'plannedEnd'],
};

const isBlank = (value: unknown) => !/\S/.test(String(value ?? ''));

/** Fields that others must know before they are asked, and that nobody has filled in. */
export const missingForConsent = (record: Change): string[] => [
  ...(NEEDED[record.data.type] ?? []).filter(field =>
    isBlank(record.data[field]),
  ),
  ...(isBlank(record.environment) ? ['environment'] : []),
];

/** Asked for on the way in and at every consent: between the two its plan can be edited. */
function refuseIncomplete(
  record: Change,
  ctx: ActContext,
): Refusal | undefined {
  const { plannedStart, plannedEnd } = record.data;
  const missing = missingForConsent(record);
  if (missing.length > 0) {
    return { code: 'fields_required', params: { fields: missing } };
  }
  // Older ones may have been stored before this was asked of the input
  if ((plannedStart ?? -Infinity) >= (plannedEnd ?? Infinity)) {
    return { code: 'planned_time_is_empty' };
  }
  return hasEntity(ctx) ? undefined : { code: 'entity_required' };
}

const refuseSubmission = (record: Change, ctx: ActContext) =>
  refuseIncomplete(record, ctx) ??
  (record.data.approvers?.length ? undefined : { code: 'approvers_required' });

/** Whoever wrote any of what is approved, or runs it, has a part in it. */
const refuseAuthors = (record: Change, ctx: ActContext) =>
  refuseDecision(record, ctx, [
    record.data.deployer,
    ...(record.data.authors ?? []),
  ]);

/** What is no emergency goes the usual way. */
const refuseCalm = ({ data }: Change, ctx: ActContext): Refusal | undefined =>
  data.type !== 'emergency' || data.securityReason || hasUrgentCause(ctx)
    ? undefined
    : { code: 'emergency_reason_required' };

/** Whatever opened the path is asked again: it may have gone since. */
const refuseConsent = (record: Change, ctx: ActContext) =>
  refuseAuthors(record, ctx) ??
  refuseCalm(record, ctx) ??
  refuseIncomplete(record, ctx);

const decisionInput = z.strictObject({ comment: text(5_000).optional() });
/** Reason for letting it through a window that stops it. */
const waiverInput = z.strictObject({ waiver: requiredText(2_000).optional() });
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
    refuse: refuseSubmission,
    apply: askApprovers('assess'),
  },
  request_authorization: {
    from: ['new'],
    to: 'authorize',
    who: ['requester', 'agent'],
    when: typed('emergency'),
    permission: 'itsm.change.emergency',
    input: z.strictObject({}),
    refuse: (record: Change, ctx) =>
      refuseCalm(record, ctx) ?? refuseSubmission(record, ctx),
    apply: askApprovers('authorize'),
  },
  schedule: {
    from: ['new'],
    to: 'scheduled',
    who: ['requester', 'agent', 'system'],
    when: typed('standard'),
    input: waiverInput,
    refuse: (record: Change, ctx) =>
      record.data.templateVersion
        ? (refuseIncomplete(record, ctx) ?? planInWindows.refuse(record, ctx))
        : { code: 'template_required' },
    refuseInput: planInWindows.refuseInput,
    apply: (record: Change, { waiver }, ctx): Effects => {
      const waived = planInWindows.waived(record, waiver, ctx);
      return {
        patch: { data: waived.data },
        body: {
          approvedBy: 'template',
          template: record.data.templateVersion,
          ...waived.body,
        },
      };
    },
  },
  approve_assessment: {
    from: ['assess'],
    to: 'authorize',
    who: ['approver'],
    verb: 'approved',
    input: decisionInput,
    refuse: refuseConsent,
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
    input: decisionInput.extend(waiverInput.shape),
    refuse: (record: Change, ctx) =>
      refuseConsent(record, ctx) ?? planInWindows.refuse(record, ctx),
    refuseInput: planInWindows.refuseInput,
    apply: (record: Change, input, ctx): Effects => {
      const waived = planInWindows.waived(record, input.waiver, ctx);
      return {
        patch: {
          data: {
            approvals: decide(record, 'approved', input.comment, ctx),
            ...waived.data,
          },
        },
        body: { stage: 'authorize', comment: input.comment, ...waived.body },
      };
    },
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
