import type {
  Actor,
  Audience,
  Capability,
  Channel,
  DeploymentReport,
  Link,
} from 'backstage-plugin-itsm-common';

/** Who does a step, and when. */
export interface Doing {
  /** Epoch milliseconds. */
  at: number;
  actor: Actor;
  capabilities?: readonly Capability[];
  ownershipRefs?: readonly string[];
}

/** A record is opened as a person would do it. */
export interface Opening extends Doing {
  do: 'open';
  /** Of the kind's `create` schema. */
  input: Record<string, unknown>;
  channel: Channel;
  entities: string[];
  requester?: string;
  assignmentGroup?: string;
}

/** A pipeline tells of a deployment; the first report opens its change. */
export interface Report extends Doing {
  do: 'report';
  report: DeploymentReport;
  entities: string[];
  assignmentGroup?: string;
}

/** One thing that happens to a record. */
export type Step =
  | Opening
  | Report
  | (Doing & { do: 'act'; action: string; input: Record<string, unknown> })
  | (Doing & { do: 'comment'; text: string; audience: Audience })
  | (Doing & { do: 'link'; add: Link[] })
  | (Doing & { do: 'watch' });

/**
 * What happens to one record, from its first step to its last. It says nothing of rows: replaying
 * it with the engine's rules makes those.
 */
export interface Life {
  kind: 'incident' | 'change';
  steps: Step[];
}

export const person = (ref: string): Actor => ({ type: 'user', ref });
export const TIMER: Actor = { type: 'system', ref: 'system:timer' };
export const PIPELINE: Actor = { type: 'service', ref: 'service:ci-pipeline' };
