import type {
  ActContext,
  Actor,
  Capability,
  Channel,
  Facts,
  ItsmRecord,
  Link,
  Move,
} from 'backstage-plugin-itsm-common';
import type { Mentioned } from '../principals/mentioned';
import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { FoldedText } from '../search/publicWords';

/** Who moves a record when a rule, not a person, decides. */
export const FOLLOW_UP: Actor = { type: 'system', ref: 'system:lifecycle' };

/** Who acts, when, and what they are towards the record. */
export interface Acting {
  actor: Actor;
  /** Epoch milliseconds. */
  at: number;
  /** When the report arrived that is acted on; left out: `at`. */
  receivedAt?: number;
  capabilities?: readonly Capability[];
  ownershipRefs?: readonly string[];
  /** The version that the caller has seen; another one is a lost race. */
  ifMatch?: number;
  /** Those whom its text calls. */
  mentioned?: readonly Mentioned[];
  /** Other records that the input names; left out by trusted code. */
  reach?: Reach;
  /** What was read for the rules; nothing of what follows by itself. */
  facts?: Facts;
  /** Its text with the words that find it. */
  folded?: FoldedText;
}

/** With what the record keeps for its rules: that is no edit, and leaves its version alone. */
export const withNotes = (
  record: ItsmRecord,
  notes: Record<string, unknown> | undefined,
): ItsmRecord =>
  notes ? { ...record, data: { ...record.data, ...notes } } : record;

/** What follows by itself from what somebody did. */
export const followUp = (at: number): Acting => ({
  actor: FOLLOW_UP,
  at,
  capabilities: ['system'],
});

/** The context in which rules are asked, of what was read for them. */
export const contextOf = (
  acting: Acting,
  read: Pick<ActContext, 'settings' | 'links' | 'targets'>,
): ActContext => ({
  actor: acting.actor,
  at: acting.at,
  receivedAt: acting.receivedAt,
  ...read,
  ownershipRefs: acting.ownershipRefs ?? [acting.actor.ref],
  capabilities: new Set(acting.capabilities ?? []),
  facts: acting.facts,
});

/** How a record is opened. Entity refs are full, lower case and known to `entity_facts`. */
export interface OpenOptions extends Acting {
  channel: Channel;
  entities: readonly string[];
  requester?: string;
  assignmentGroup?: string;
  assignee?: string;
  /** Left out: what the rules say, else the default one. */
  desk?: string;
  links?: readonly Link[];
  /** What is done with it at once, in the same commit. */
  next?: (record: ItsmRecord) => Move | undefined;
}

/** Other records that an input names, and what may be done with them. */
export interface Reach {
  numbers: readonly string[];
  may(verb: 'read' | 'act', resource: RecordResource): boolean;
  /** It is the system: rules are told all that the other records say. */
  isSystem?: boolean;
}

/** Of what follows by itself. */
export const systemReach = (numbers: readonly string[]): Reach => ({
  numbers,
  may: () => true,
  isSystem: true,
});
