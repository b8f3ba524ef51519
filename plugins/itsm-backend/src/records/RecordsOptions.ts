import type {
  Facts,
  ItsmRecord,
  KindDefinition,
  Settings,
  UnreadableRecordError,
} from 'backstage-plugin-itsm-common';
import type { RecordRouter } from '../principals/routing';
import type { CommitOptions, Companion } from './Companion';
import type { KindRegistry } from './KindRegistry';

/** What every transaction over records needs to know. */
export interface RecordsOptions extends CommitOptions {
  kinds: KindRegistry;
  settings: Settings;
  /** Callers may only read; deployments and timers go on. */
  readOnly?: boolean;
  /** Names of all verbs; left out: entries may have any. */
  verbs?: () => ReadonlySet<string>;
  /** What is committed with each record, in this order. */
  companions: readonly Companion[];
  /** Reads the rules by which records without an owner are routed; it may ask the database. */
  readRouter?: () => Promise<RecordRouter | undefined>;
  /** Reads what the rules of the record's kind ask for; it may ask the database. */
  readFacts?: (
    kind: KindDefinition,
    record: ItsmRecord,
  ) => Promise<Facts | undefined>;
  /** Called after each commit, to start the outlets without waiting for their sweep. */
  onCommitted?: () => void;
  /** Told about a record whose stored data can't be read, each time that somebody asks for it. */
  onUnreadable?: (error: UnreadableRecordError) => void;
  /** Told about each record that was opened. */
  onOpened?: (record: ItsmRecord) => void;
  /** Wraps each commit in a trace span. */
  traced?: <T>(commit: () => Promise<T>) => Promise<T>;
}
