import { assigned, reason, type Lifecycle } from './Row';

export const review: Lifecycle = {
  assign: { from: ['draft', 'in_review'], who: ['agent'], input: assigned },
  request_review: { from: ['draft'], who: ['agent', 'requester'] },
  complete: { from: ['in_review'], who: ['approver'] },
  send_back: { from: ['in_review'], who: ['approver'], input: reason },
  revert: { from: ['in_review'], who: ['requester'], input: reason },
};
