/** What a caller must be towards a record, as docs/permissions.md says. */
export type Part =
  'agent' | 'requester' | 'approver' | 'manager' | 'pipeline' | 'system';

interface Row {
  from: readonly string[];
  who: readonly Part[];
  /** Only for changes of these types. */
  types?: readonly string[];
  /** A permission on top. */
  permission?: string;
  /** What the action takes, so that no rule of its input refuses it. */
  input?: Record<string, unknown>;
}

const OPEN = ['new', 'in_progress', 'on_hold'];
const reason = { reason: 'For a test' };

/** The tables of docs/permissions.md, copied by hand: what the engine must do, not what it does. */
export const LIFECYCLES: Record<string, Record<string, Row>> = {
  incident: {
    acknowledge: { from: OPEN, who: ['agent'] },
    assign: {
      from: OPEN,
      who: ['agent'],
      input: { assignee: 'user:default/fatima' },
    },
    start: {
      from: ['new', 'on_hold'],
      who: ['agent'],
      input: { assignee: 'user:default/tom' },
    },
    hold: {
      from: ['new', 'in_progress'],
      who: ['agent'],
      input: { reason: 'vendor' },
    },
    wake: { from: ['on_hold'], who: ['system'] },
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
    resolve_with_parent: {
      from: OPEN,
      who: ['system'],
      input: { parent: 'INC-1', code: 'fixed', notes: 'Done' },
    },
    reopen: {
      from: ['resolved'],
      who: ['agent', 'requester'],
      input: reason,
    },
    reopen_with_parent: {
      from: ['resolved'],
      who: ['system'],
      input: { parent: 'INC-1' },
    },
    close: { from: ['resolved'], who: ['agent', 'requester', 'system'] },
    cancel: { from: OPEN, who: ['agent'], input: { reason: 'unnecessary' } },
    override_priority: {
      from: OPEN,
      who: ['manager'],
      input: { priority: 2, ...reason },
    },
  },
  change: {
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
    revert: {
      from: ['assess', 'authorize'],
      who: ['requester'],
      input: reason,
    },
    implement: { from: ['scheduled'], who: ['agent', 'pipeline'] },
    finish: {
      from: ['implement'],
      who: ['agent', 'pipeline'],
      input: { result: 'success' },
    },
    close: {
      from: ['review'],
      who: ['agent', 'pipeline', 'system'],
      input: { closeCode: 'with_issues' },
    },
    judge: {
      from: ['review', 'closed'],
      who: ['pipeline', 'system'],
      types: ['registration'],
    },
    cancel: {
      from: ['new', 'assess', 'authorize', 'scheduled', 'implement'],
      who: ['requester', 'manager'],
      types: ['standard', 'normal', 'emergency'],
      input: { ...reason, backoutEvidence: 'Nothing is left of it' },
    },
  },
};

/** States in which a record is not touched any more. */
export const READ_ONLY_IN = ['closed', 'canceled'];
/** States in which nobody has to do anything. */
export const DONE_IN = ['resolved', 'closed', 'canceled'];
