import {
  LifecycleError,
  lifecycleActions,
  type ItsmRecord,
  type KindDefinition,
  type Policy,
  type Refusal,
  type UnreadableRecordError,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { KindRegistry } from './KindRegistry';
import { Locks } from './Locks';
import { MovedMeanwhile } from './readLinks';
import { RecordQueue } from './RecordQueue';
import { RecordTransaction } from './RecordTransaction';

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

/** Each begins with the locks that the one before came upon. */
const TRIES = 6;

/** Two came upon each other's records; the one that is told so did nothing yet. */
const isLostRace = (error: any): boolean =>
  error instanceof MovedMeanwhile ||
  // Of PostgreSQL: deadlock, serialization failure, a lock that is not waited for
  ['40P01', '40001', '55P03'].includes(error?.code);

/** The records of this installation: transactions over them, committed whole or not at all. */
export class Records {
  private readonly queue = new RecordQueue();

  constructor(
    readonly knex: Knex,
    readonly options: RecordsOptions,
  ) {}

  async transaction<T>(
    work: (tx: RecordTransaction) => Promise<T>,
  ): Promise<T> {
    const known = new Set<string>();
    const once = () =>
      this.knex.transaction(async trx => {
        const locks = new Locks(trx, known);
        await locks.ahead();
        return work(new RecordTransaction(trx, this.options, locks));
      });
    const commit = async (tries = TRIES): Promise<T> => {
      try {
        return await once();
      } catch (error) {
        if (tries === 1 || !isLostRace(error)) throw error;
        return commit(tries - 1);
      }
    };
    const result = await (this.options.traced?.(() => commit()) ?? commit());
    this.options.onCommitted?.();
    return result;
  }

  /**
   * A transaction that writes one record first of all. Many at once wait for their turn before they take
   * a connection.
   *
   * @throws TooManyRequestsError when too many wait for this record already
   */
  transactionOn<T>(
    recordId: string,
    work: (tx: RecordTransaction) => Promise<T>,
  ): Promise<T> {
    return this.queue.run(recordId, () => this.transaction(work));
  }

  /** A 409 that names the record's possible actions. */
  refusalOf(
    kind: KindDefinition,
    record: ItsmRecord,
    refusal: Refusal,
  ): LifecycleError {
    return new LifecycleError(
      `${record.number} refuses this: ${refusal.code}.`,
      refusal,
      lifecycleActions(kind, record),
    );
  }
}
