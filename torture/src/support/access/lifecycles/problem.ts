import { assigned, reason, worker, type Lifecycle } from './Row';

const OPEN = ['new', 'assess', 'rca', 'known_error', 'fix_in_progress'];
const MONTH = 30 * 86_400_000;

export const problem: Lifecycle = {
  assign: { from: OPEN, who: ['agent'], input: assigned },
  assess: { from: ['new'], who: ['agent'] },
  confirm: { from: ['assess'], who: ['agent'], input: worker },
  mark_duplicate: {
    from: ['assess'],
    who: ['agent'],
    names: { duplicateOf: 'problem' },
  },
  cancel: { from: ['assess'], who: ['agent'], input: reason },
  publish_known_error: {
    from: ['rca'],
    who: ['agent'],
    input: { rootCause: 'A leak', workaround: 'Start it again' },
  },
  start_fix: {
    from: ['rca', 'known_error'],
    who: ['agent'],
    input: { rootCause: 'A leak' },
    names: { fixedBy: 'change' },
  },
  resolve: {
    from: ['fix_in_progress'],
    who: ['agent'],
    input: { fixNotes: 'It is tight' },
  },
  close: {
    from: ['resolved'],
    who: ['agent'],
    input: { verification: 'Nothing came back' },
  },
  accept_risk: {
    from: ['rca', 'known_error'],
    who: ['manager'],
    input: {
      ...reason,
      reviewAt: new Date(Date.now() + MONTH).toISOString(),
    },
  },
  reanalyze: {
    from: ['resolved', 'closed', 'canceled'],
    who: ['manager'],
    input: reason,
  },
  override_priority: {
    from: OPEN,
    who: ['manager'],
    input: { priority: 2, ...reason },
  },
};
