import { assigned, reason, worker, type Lifecycle } from './Row';

export const request: Lifecycle = {
  replace_approvers: {
    from: ['pending_approval'],
    who: ['agent', 'manager'],
    input: { approvers: ['user:default/chen'] },
  },
  approve: { from: ['pending_approval'], who: ['approver'] },
  reject: { from: ['pending_approval'], who: ['approver'], input: reason },
  cancel: {
    from: ['submitted', 'pending_approval', 'approved'],
    who: ['requester'],
    input: reason,
  },
  assign: {
    from: ['approved', 'in_fulfilment', 'on_hold'],
    who: ['agent'],
    input: assigned,
  },
  start: { from: ['approved'], who: ['agent'], input: worker },
  hold: {
    from: ['in_fulfilment'],
    who: ['agent'],
    input: { holdReason: 'It is on its way' },
  },
  resume: { from: ['on_hold'], who: ['agent'] },
  fulfil: {
    from: ['in_fulfilment'],
    who: ['agent'],
    input: { outcome: 'It is on the desk' },
  },
  close: { from: ['fulfilled'], who: ['requester', 'system'] },
  dispute: { from: ['fulfilled'], who: ['requester'], input: reason },
};
