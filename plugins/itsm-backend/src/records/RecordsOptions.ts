import type {
  ItsmRecord,
  Policy,
  UnreadableRecordError,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { KindRegistry } from './KindRegistry';

/** What every transaction over records needs to know. */
export interface RecordsOptions {
  kinds: KindRegistry;
  policy: Policy;
  /** Callers may only read; deployments and timers go on. */
  readOnly?: boolean;
  /** By the policy of the installation everybody reads what is not restricted. */
  everybodyReads?: boolean;
  /** Works on what affects nothing that has an owner. */
  fallbackGroup?: string;
  /** The desk that new records belong to. */
  desk: string;
  /** Outlets that may follow an entry; late bound, because outlets use records too. */
  reactors: () => readonly Reactor[];
  /** Called after each commit, to start the outlets without waiting for their sweep. */
  onCommitted?: () => void;
  /** Told about a record whose stored data can't be read, each time that somebody asks for it. */
  onUnreadable?: (error: UnreadableRecordError) => void;
  /** Told about each record that was opened. */
  onOpened?: (record: ItsmRecord) => void;
  /** Wraps each commit in a trace span. */
  traced?: <T>(commit: () => Promise<T>) => Promise<T>;
}
