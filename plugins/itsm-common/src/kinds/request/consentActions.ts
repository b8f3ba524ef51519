import { z } from 'zod';
import { requiredText, text } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import type { ItsmRecord } from '../../record';
import {
  decide,
  refuseDecision,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import type { RequestData } from './request';

type Request = ItsmRecord<RequestData>;

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
  approve: {
    from: ['pending_approval'],
    to: 'approved',
    who: ['approver'],
    verb: 'approved',
    input: z.strictObject({ comment: text(5_000).optional() }),
    refuse: refuseDecision,
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
    refuse: refuseDecision,
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
