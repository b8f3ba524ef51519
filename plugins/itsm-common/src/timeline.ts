import type { Actor } from './record';

/** Who may see an entry. Internal entries are never seen by the record's requester. @public */
export type Audience = 'public' | 'internal';

/**
 * The verbs of a timeline. An event's type is `itsm.<kind>.<verb>`.
 *
 * @public
 */
export const VERBS = [
  'created',
  'edited',
  'moved',
  'acknowledged',
  'assigned',
  'commented',
  'amended',
  'linked',
  'unlinked',
  'attached',
  'approved',
  'rejected',
  'judged',
  'deployed',
  'reminded',
  'redacted',
] as const;
/** @public */
export type Verb = (typeof VERBS)[number];

/**
 * A line to be written to a timeline: codes and params, never sentences.
 *
 * @public
 */
export interface EntryDraft {
  verb: Verb;
  audience: Audience;
  body: Record<string, unknown>;
}

/** One immutable, hash-chained line of a record's timeline. @public */
export interface Entry extends EntryDraft {
  id: string;
  recordId: string;
  /** 1-based position in the record's timeline. */
  seq: number;
  /** Epoch milliseconds. */
  at: number;
  /** Undefined once the person was erased. */
  actor?: Actor;
  /** What is stored of actor and body is broken; `verify` finds it. */
  unreadable?: true;
}
