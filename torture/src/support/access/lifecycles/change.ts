import { reason, type Lifecycle } from './Row';

export const change: Lifecycle = {
  request_assessment: {
    from: ['new'],
    who: ['requester', 'agent'],
    types: ['normal'],
  },
  request_authorization: {
    from: ['new'],
    who: ['requester', 'agent'],
    types: ['emergency'],
    permission: 'itsm.change.emergency',
  },
  schedule: {
    from: ['new'],
    who: ['requester', 'agent', 'system'],
    types: ['standard'],
  },
  approve_assessment: { from: ['assess'], who: ['approver'] },
  authorize: { from: ['authorize'], who: ['approver'] },
  reject: { from: ['assess', 'authorize'], who: ['approver'], input: reason },
  revert: { from: ['assess', 'authorize'], who: ['requester'], input: reason },
  implement: { from: ['scheduled'], who: ['agent', 'pipeline'] },
  finish: {
    from: ['implement'],
    who: ['agent', 'pipeline'],
    input: { result: 'success' },
  },
  close: {
    from: ['review'],
    who: ['agent', 'pipeline', 'system'],
    input: { closeCode: 'successful' },
  },
  cancel: {
    from: ['new', 'assess', 'authorize', 'scheduled', 'implement'],
    who: ['requester', 'manager'],
    types: ['standard', 'normal', 'emergency'],
    input: { ...reason, backoutEvidence: 'Nothing is left of it' },
  },
};
