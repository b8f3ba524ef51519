import { assigned, reason, type Lifecycle } from './Row';

const PUBLISHED = ['published'];

export const article: Lifecycle = {
  assign: {
    from: ['draft', 'review', 'published'],
    who: ['agent'],
    input: assigned,
  },
  request_review: { from: ['draft'], who: ['agent', 'requester'] },
  publish: { from: ['review'], who: ['approver'] },
  send_back: { from: ['review'], who: ['approver'], input: reason },
  revert: {
    from: ['review', 'scheduled'],
    who: ['agent', 'requester'],
    input: reason,
  },
  check_out: { from: PUBLISHED, who: ['agent'], types: [''] },
  discard_draft: {
    from: PUBLISHED,
    who: ['agent'],
    types: ['draft', 'review'],
  },
  request_update: { from: PUBLISHED, who: ['agent'], types: ['draft'] },
  publish_update: { from: PUBLISHED, who: ['approver'], types: ['review'] },
  send_back_update: {
    from: PUBLISHED,
    who: ['approver'],
    types: ['review'],
    input: reason,
  },
  revert_update: {
    from: PUBLISHED,
    who: ['agent'],
    types: ['review'],
    input: reason,
  },
  request_retirement: {
    from: PUBLISHED,
    who: ['agent'],
    input: reason,
    names: { successor: 'article' },
  },
  retire: { from: ['pending_retirement'], who: ['approver'] },
  keep: { from: ['pending_retirement'], who: ['approver'], input: reason },
  restore: { from: ['retired', 'outdated'], who: ['manager'], input: reason },
};
