import type {
  BasicPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import type {
  DefinitionType,
  RenameResult,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Router } from 'express';
import type { Knex } from 'knex';
import type { Caller } from './access/Caller';
import { principalRule } from './access/recordRules';
import type { Mounted } from './http/operation';
import type { ManagedType } from './definitions/ManagedType';
import type { RecordRole } from './principals/RecordRole';
import type { RecordRouter } from './principals/routing';
import type { FactReader } from './FactReader';
import type { Companion } from './records/Companion';
import type { TimelineVerb } from './timeline/TimelineVerb';
import type { Meaning } from './inbox/Meaning';
import type { TimerHandler } from './timers/TimerHandler';

/**
 * Work by the clock. Local tasks run in every process and claim their rows; global ones run in one
 * process at a time. Each is safe to run at any moment: every signed-in caller can trigger a task.
 */
export interface Task {
  /** Unique in the installation; begins with `itsm-`. */
  id: string;
  scope: 'local' | 'global';
  /** Seconds between two runs. */
  everySeconds: number;
  /** The signal also tells that the process stops. */
  run(signal: AbortSignal): Promise<unknown>;
}

/** Names that wait for an entity. */
interface UnmatchedQuery {
  /** The field that has them, such as `repository`. */
  field: string;
  /** The instance that uses them; left out: any. */
  system?: string;
  /** As they are compared. */
  names: readonly string[];
  limit: number;
}

/** One of them, and the instance that uses it. */
export interface UnmatchedName {
  system: string;
  name: string;
}

/** An entity that is renamed; full refs. */
export interface Renaming {
  from: string;
  to: string;
  /** Who does it. */
  by: string;
  at: number;
}

/**
 * What a room brings to the house: everything about one noun. Without its folder and its line in `rooms.ts`
 * the feature is gone, and nothing else is.
 */
export interface Room {
  /** Unique; a noun of the domain. */
  name: string;
  operations?: readonly Mounted[];
  /** Reads raw bytes and proves its senders itself: open to callers without credentials of Backstage. */
  hooks?: { path: string; router: Router };
  tasks?: readonly Task[];
  /** Follow committed entries. */
  reactors?: readonly Reactor[];
  /** Are committed with each record, in the order of the rooms. */
  companions?: readonly Companion[];
  /** What it reads for the rules of kinds. */
  facts?: readonly FactReader[];
  /** Handlers of timers, by the name that a timer asks for. */
  timers?: Readonly<Record<string, TimerHandler>>;
  /** Before the first request and the first task; what fails here stops the start. */
  start?(): Promise<void>;
  /** Names of other systems that it has no entity for, as far as the caller may know of them. */
  unmatched?(caller: Caller, names: UnmatchedQuery): Promise<UnmatchedName[]>;
  /** Follows, in its transaction, an entity that is renamed; one room says what became of definitions. */
  renamed?(
    trx: Knex.Transaction,
    renaming: Renaming,
  ): Promise<Pick<RenameResult, 'definitions' | 'toCheck'>>;
  /** Called after somebody put a definition in force. */
  onActivated?(type: DefinitionType, spec: object): Promise<void>;
  /** Called after somebody took one out of force. */
  onRetired?(type: DefinitionType): Promise<void>;
  /** Called after each commit; begins work, and does not wait for it. */
  onCommitted?(): void;
  /** What it makes of deliveries. */
  meanings?: readonly Meaning[];
  /** What administrators decide of it while the portal runs. */
  definitions?: readonly ManagedType[];
  /** Verbs of the entries that it writes. */
  verbs?: readonly TimelineVerb[];
  /** Roles that people and groups hold on records because of it. */
  principalRoles?: readonly RecordRole[];
  /** Says where records go that affect nothing with an owner; one room has it. */
  readRouter?(): Promise<RecordRouter>;
  /** Permissions that no kind has. */
  permissions?: readonly Permission[];
  /** Finishes what it has begun; requests and tasks have ended by then, and the database is open. */
  stop?(): Promise<void> | void;
}

/** The rules by which policies can ask for the roles of rooms and kinds. */
export const rulesOfRoles = (rooms: readonly Room[]) =>
  rooms
    .flatMap(({ principalRoles = [] }) => principalRoles)
    .flatMap(({ name, rule }) =>
      rule ? [principalRule(rule.name, rule.description, [name])] : [],
    );

/** Permissions that are granted or denied by name alone. */
export const basicPermissionsOf = (rooms: readonly Room[]): BasicPermission[] =>
  rooms
    .flatMap(({ permissions = [] }) => permissions)
    .filter((each): each is BasicPermission => each.type === 'basic');
