import { assigned, reason, worker, type Lifecycle } from './Row';

const OPEN = ['new', 'in_progress', 'on_hold'];

export const incident: Lifecycle = {
  acknowledge: { from: OPEN, who: ['agent'] },
  assign: { from: OPEN, who: ['agent'], input: assigned },
  start: { from: ['new', 'on_hold'], who: ['agent'], input: worker },
  hold: {
    from: ['new', 'in_progress'],
    who: ['agent'],
    input: { reason: 'vendor' },
  },
  resolve: {
    from: OPEN,
    who: ['agent', 'system'],
    input: {
      code: 'fixed',
      notes: 'Done',
      causeUnknown: true,
      entityUnknownReason: 'Not known',
    },
  },
  reopen: { from: ['resolved'], who: ['agent', 'requester'], input: reason },
  // Nothing in this test is canceled as a duplicate
  undo_duplicate: {
    from: ['canceled'],
    who: ['agent', 'requester'],
    types: ['duplicate'],
    input: reason,
  },
  close: {
    from: ['resolved'],
    who: ['agent', 'requester', 'manager', 'system'],
  },
  cancel: { from: OPEN, who: ['agent'], input: { reason: 'unnecessary' } },
  propose_major: {
    from: OPEN,
    who: ['agent'],
    types: ['', 'rejected', 'canceled'],
    input: { ...reason, businessImpact: 'Nobody can pay' },
  },
  accept_major: {
    from: OPEN,
    who: ['manager'],
    types: ['proposed'],
    input: { commander: assigned.assignee },
  },
  reject_major: {
    from: [...OPEN, 'resolved'],
    who: ['manager'],
    types: ['proposed'],
    input: reason,
  },
  withdraw_major: {
    from: [...OPEN, 'resolved'],
    who: ['agent'],
    types: ['proposed'],
    input: reason,
  },
  override_priority: {
    from: OPEN,
    who: ['manager'],
    input: { priority: 2, ...reason },
  },
};
