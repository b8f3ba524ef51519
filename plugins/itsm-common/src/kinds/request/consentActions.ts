import { z } from 'zod';
import { approverRef, requiredText, text } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import type { ItsmRecord } from '../../record';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import type { RequestData } from './types';

type Request = ItsmRecord<RequestData>;

/** Whoever wrote any of it does not decide on it. */
const refuseAuthors = (record: Request, ctx: ActContext) =>
  refuseDecision(record, ctx, record.data.authors);

/** Whether it may be done. */
export const consentActions: Record<string, ActionDefinition> = {
  /** Follows its submission: either somebody is asked, or nobody has to be. */
  route: {
    from: ['submitted'],
    to: ['pending_approval', 'approved'],
    who: ['system'],
    input: z.strictObject({}),
    route: ({ data }: Request) =>
      data.approvers?.length ? 'pending_approval' : 'approved',
    apply: (record: Request): Effects => ({
      patch: {
        data: { approvals: requestApprovals(record, 'pending_approval') },
      },
      body: { approvers: record.data.approvers },
    }),
  },
  /** Whoever was asked is away, or the wrong one. Whoever asks for it does not choose who decides. */
  replace_approvers: {
    from: ['pending_approval'],
    who: ['agent', 'manager'],
    input: z.strictObject({ approvers: z.array(approverRef).min(1).max(20) }),
    refuse: (record: Request, ctx) =>
      [record.requester, record.openedBy].includes(ctx.actor.ref)
        ? { code: 'requester_chooses_no_approver' }
        : undefined,
    refuseInput: (record: Request, { approvers }) =>
      approvers.every((ref: string) =>
        [record.requester, record.openedBy].includes(ref),
      )
        ? { code: 'approver_is_requester' }
        : undefined,
    apply: (record: Request, { approvers }): Effects => {
      const data = { approvers, approvals: voidApprovals(record) };
      return {
        patch: {
          data: {
            approvers,
            approvals: requestApprovals({ data }, 'pending_approval'),
          },
        },
        body: { fields: { approvers: [record.data.approvers, approvers] } },
      };
    },
  },
  approve: {
    from: ['pending_approval'],
    to: 'approved',
    who: ['approver'],
    verb: 'approved',
    input: z.strictObject({ comment: text(5_000).optional() }),
    refuse: refuseAuthors,
    apply: (record: Request, { comment }, ctx): Effects => ({
      patch: { data: { approvals: decide(record, 'approved', comment, ctx) } },
      body: { comment },
    }),
  },
  reject: {
    from: ['pending_approval'],
    to: 'rejected',
    who: ['approver'],
    verb: 'rejected',
    input: z.strictObject({ reason: requiredText(5_000) }),
    refuse: refuseAuthors,
    apply: (record: Request, { reason }, ctx): Effects => ({
      patch: {
        data: {
          approvals: decide(record, 'rejected', reason, ctx),
          rejectReason: reason,
        },
      },
      body: { reason },
    }),
  },
  cancel: {
    from: ['submitted', 'pending_approval', 'approved'],
    to: 'canceled',
    who: ['requester'],
    input: z.strictObject({ reason: text(2_000).optional() }),
    apply: (record: Request, { reason }): Effects => ({
      patch: { data: { approvals: voidApprovals(record) } },
      body: { reason },
    }),
  },
};
