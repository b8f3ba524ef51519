import type {
  ActContext,
  Actor,
  Capability,
  Channel,
  Link,
} from 'backstage-plugin-itsm-common';
import type { Mentioned } from '../principals/mentioned';

/** Who moves a record when a rule, not a person, decides. */
export const FOLLOW_UP: Actor = { type: 'system', ref: 'system:lifecycle' };

/** Who acts, when, and what they are towards the record. */
export interface Acting {
  actor: Actor;
  /** Epoch milliseconds. */
  at: number;
  capabilities?: readonly Capability[];
  ownershipRefs?: readonly string[];
  /** The version that the caller has seen; another one is a lost race. */
  ifMatch?: number;
  /** Those whom its text calls. */
  mentioned?: readonly Mentioned[];
  /** Records that the input names and the caller may see; left out by trusted code. */
  targets?: ActContext['targets'];
}

/** What follows by itself from what somebody did. */
export const followUp = (at: number): Acting => ({
  actor: FOLLOW_UP,
  at,
  capabilities: ['system'],
});

/** How a record is opened. Entity refs are full, lower case and known to `entity_facts`. */
export interface OpenOptions extends Acting {
  channel: Channel;
  entities: readonly string[];
  requester?: string;
  assignmentGroup?: string;
  assignee?: string;
  links?: readonly Link[];
}
