import { z } from 'zod';
import { requiredText, text } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import type { Refusal } from '../../errors';
import type { ItsmRecord } from '../../record';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import { assignIn } from '../shared/assign';
import { refuseUncommitted } from './commitment';
import type { ReviewData } from './types';

type Review = ItsmRecord<ReviewData>;

/** Whoever wrote any of it does not say that it is right. */
const refuseAuthors = (record: Review, ctx: ActContext) =>
  refuseDecision(record, ctx, record.data.authors);

/** Asked for on the way in and at the approval: its tasks can be given up or let go in between. */
function refuseIncomplete(
  { data }: Review,
  ctx: ActContext,
): Refusal | undefined {
  if (!data.findings) {
    return { code: 'fields_required', params: { fields: ['findings'] } };
  }
  return data.noActionsReason ? undefined : refuseUncommitted(ctx);
}

/** In the order in which a page offers them. */
export const reviewActions: Record<string, ActionDefinition> = {
  assign: assignIn('draft', 'in_review'),
  request_review: {
    from: ['draft'],
    to: 'in_review',
    who: ['agent', 'requester'],
    input: z.strictObject({}),
    refuse: (record: Review, ctx) =>
      refuseIncomplete(record, ctx) ??
      (record.data.approvers?.length
        ? undefined
        : { code: 'approvers_required' }),
    apply: (record: Review): Effects => ({
      patch: { data: { approvals: requestApprovals(record, 'in_review') } },
      body: { approvers: record.data.approvers },
    }),
  },
  complete: {
    from: ['in_review'],
    to: 'completed',
    who: ['approver'],
    verb: 'approved',
    input: z.strictObject({ comment: text(5_000).optional() }),
    refuse: (record: Review, ctx) =>
      refuseAuthors(record, ctx) ?? refuseIncomplete(record, ctx),
    apply: (record: Review, { comment }, ctx): Effects => ({
      patch: { data: { approvals: decide(record, 'approved', comment, ctx) } },
      body: { comment },
    }),
  },
  send_back: {
    from: ['in_review'],
    to: 'draft',
    who: ['approver'],
    verb: 'rejected',
    input: z.strictObject({ reason: requiredText(5_000) }),
    refuse: refuseAuthors,
    apply: (record: Review, { reason }, ctx): Effects => ({
      patch: { data: { approvals: decide(record, 'rejected', reason, ctx) } },
      body: { reason },
    }),
  },
  revert: {
    from: ['in_review'],
    to: 'draft',
    who: ['requester'],
    input: z.strictObject({ reason: requiredText(5_000) }),
    apply: (record: Review, { reason }): Effects => ({
      patch: { data: { approvals: voidApprovals(record) } },
      body: { reason },
    }),
  },
};
