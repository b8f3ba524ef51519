import type { z } from 'zod';
import type { Refusal } from './errors';
import type { Facts } from './fact';
import type { Link, LinkedRecord, LinkQuestion, LinkRole } from './link';
import type { PriorityMatrix } from './priority';
import type { Actor, ItsmRecord, RecordPatch } from './record';
import type { Audience, EntryDraft, Verb } from './timeline';

/**
 * What a caller is towards one record, found by permissions and principals before `act()`.
 * agent: `itsm.<kind>.act` · approver: `itsm.<kind>.approve` and named as approver ·
 * manager: `itsm.<kind>.override` · requester: the record's requester or openedBy ·
 * pipeline: a deployment source · system: timers and follow-ups.
 *
 * @public
 */
export const CAPABILITIES = [
  'agent',
  'requester',
  'approver',
  'manager',
  'pipeline',
  'system',
] as const;
/** @public */
export type Capability = (typeof CAPABILITIES)[number];

/** Settings that lifecycle rules read; data of the installation, not of a kind. @public */
export interface Settings {
  matrix: PriorityMatrix;
  /** How long a successful registered change is observed; 0 closes it at once. */
  quietPeriodMs: number;
  /** How long a resolved incident waits for its requester; 0 never closes it. */
  autoCloseMs: number;
  /** Types of changes whose approvers neither implement nor close them; left out: normal ones. */
  separateImplementer?: readonly string[];
  /** Names of the kinds that are on: no rule waits for a record that nobody can open. */
  kinds: readonly string[];
}

/** Everything a rule may look at besides the record and the input. Time is an argument. @public */
export interface ActContext {
  actor: Actor;
  /** Epoch milliseconds. */
  at: number;
  /**
   * When a system's report arrived that is acted on now; left out: `at`. Windows and quiet periods go by it,
   * never by a time that the report tells.
   */
  receivedAt?: number;
  settings: Settings;
  /** The record's own links, and those that others hold towards it as far as its kind asks about them. */
  links: readonly LinkedRecord[];
  /** The questions that were asked; left out where links are given by hand. */
  asks?: readonly LinkQuestion[];
  /** Records that the input names and the caller may see, by number. */
  targets: ReadonlyMap<string, NonNullable<LinkedRecord['record']>>;
  /** The caller's own entity refs (user and groups), for rules such as requester ≠ approver. */
  ownershipRefs: readonly string[];
  capabilities: ReadonlySet<Capability>;
  /** What was read for the rules of the kind beforehand. */
  facts?: Facts;
}

/**
 * A timer performs an action at a time. A record has at most one timer per name; setting it again
 * moves it, `dueAt: null` cancels it.
 *
 * @public
 */
export interface TimerChange {
  name: string;
  /** What handles it when it is due: a name that a room has registered. Left out: it performs the action. */
  handler?: string;
  action?: string;
  dueAt: number | null;
  input?: Record<string, unknown>;
}

/** What an action does besides moving the state. @public */
export interface Effects {
  patch?: RecordPatch;
  /** Merged into the body of the entry that the action writes. */
  body?: Record<string, unknown>;
  entries?: EntryDraft[];
  links?: { add?: Link[]; remove?: Link[] };
  timers?: TimerChange[];
}

/** Another record, as one that is linked with it sees it. @public */
export interface Neighbour {
  role: LinkRole;
  /** True when the other one holds the link. */
  incoming: boolean;
  record: ItsmRecord<any>;
  open: boolean;
  /** True when one of the two has just been linked, false when the other one has moved. */
  isNew: boolean;
  /** The link has just gone. */
  isGone?: boolean;
}

/** An action that a record performs by itself, as the system. @public */
export interface FollowUp {
  action: string;
  input: Record<string, unknown>;
}

/** One action of a kind: a row of the lifecycle table. @public */
export interface ActionDefinition {
  /** Moves this second lifecycle, where the record can be edited; `from` and `to` are its states. */
  lifecycle?: string;
  from: readonly string[];
  /** The next state; several when `route` chooses. Left out: the state is kept. */
  to?: string | readonly string[];
  who: readonly Capability[];
  /** A basic permission that is needed on top of `who`. */
  permission?: string;
  input: z.ZodObject;
  /** Verb of the entry; `moved` unless told. */
  verb?: Verb;
  audience?: Audience;
  /** The action exists only for records that answer true (such as one type of change). */
  when?: (record: ItsmRecord<any>) => boolean;
  /** Reasons that hold whatever the input; shown beside the disabled action. */
  refuse?: (record: ItsmRecord<any>, ctx: ActContext) => Refusal | undefined;
  /** Reasons that depend on the input. */
  refuseInput?: (
    record: ItsmRecord<any>,
    input: any,
    ctx: ActContext,
  ) => Refusal | undefined;
  route?: (record: ItsmRecord<any>, input: any) => string;
  apply?: (record: ItsmRecord<any>, input: any, ctx: ActContext) => Effects;
}
