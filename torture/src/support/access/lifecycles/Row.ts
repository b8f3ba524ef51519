import type { KindName } from '../../kinds';

/** What a caller must be towards a record, as docs/permissions.md says. */
export type Part =
  'agent' | 'requester' | 'approver' | 'manager' | 'pipeline' | 'system';

/** One action of a kind. */
interface Row {
  from: readonly string[];
  who: readonly Part[];
  /** Only for changes of these types, articles whose next version is so far, or incidents that are so major; '' for none. */
  types?: readonly string[];
  /** A permission on top. */
  permission?: string;
  /** What the action takes, so that no rule of its input refuses it. */
  input?: Record<string, unknown>;
  /** The rest of the input: numbers of records of these kinds. */
  names?: Record<string, KindName>;
}

export type Lifecycle = Record<string, Row>;

export const reason = { reason: 'For a test' };
export const assigned = { assignee: 'user:default/fatima' };
export const worker = { assignee: 'user:default/tom' };
