import type { ItsmRecord, Outcome } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Desks } from '../desks/Desks';
import type { RecordRole } from '../principals/RecordRole';
import type { EntryRow } from '../timeline/entryChain';
import type { Acting } from './acting';
import type { StoredRecord } from './StoredRecord';

/** What companions know of the installation. */
export interface CommitOptions {
  /** By the policy of the installation everybody reads what is not restricted. */
  everybodyReads?: boolean;
  desks: Desks;
  /** Roles that principals hold. */
  roles?: () => readonly RecordRole[];
}

/** What is about to be committed: nothing of it is written yet. */
export interface Draft {
  trx: Knex.Transaction;
  options: CommitOptions;
  stored: StoredRecord;
  outcome: Outcome;
  acting: Acting;
}

/** What is being committed. */
export interface Commit extends Draft {
  /** The record as it is in the end. */
  after: ItsmRecord;
  /** Its phase is not `done`. */
  open: boolean;
  /** The lines of its timeline; written before companions are. */
  entries: readonly EntryRow[];
  /** Columns of its row that companions gave it. */
  columns: Readonly<Record<string, unknown>>;
}

/**
 * Adds to a record's commit what belongs to a room: in its transaction, so that all of it is there or
 * nothing. A companion reads and writes tables of its own and columns that its room has added; it makes
 * as few statements as it can, for the record is locked meanwhile.
 */
export interface Companion {
  name: string;
  /** The outcome, with what the room knows of it. */
  prepare?(draft: Draft): Promise<Outcome>;
  /** Columns of the record's row. */
  columns?(commit: Omit<Commit, 'columns'>): Promise<Record<string, unknown>>;
  /** Once the record is written. Companions write in the order of their rooms. */
  write?(commit: Commit): Promise<void>;
}
