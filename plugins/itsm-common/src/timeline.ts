import type { Actor } from './record';

/** Who may see an entry. Internal entries are never seen by the record's requester. @public */
export type Audience = 'public' | 'internal';

/**
 * The verbs that every timeline has; rooms and kinds declare further ones. An event's type is
 * `itsm.<kind>.<verb>`.
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
export type SharedVerb = (typeof VERBS)[number];
/** One of those that every timeline has, or one that a room or a kind declares. @public */
export type Verb = SharedVerb | (string & {});

/**
 * A verb of one's own. Its text is `entry.<name>` in the translations.
 *
 * @public
 */
export interface DeclaredVerb {
  /** A participle in lower case, such as `wound_up`. Unique in the installation. */
  name: string;
  /** Roles of the principals who are notified of it; left out: nobody. */
  notifies?: readonly string[];
}

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
