import {
  LifecycleError,
  lifecycleActions,
  type Facts,
  type ItsmRecord,
  type KindDefinition,
  type Refusal,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { noRouter, type RecordRouter } from '../principals/routing';
import { Locks } from './Locks';
import { MovedMeanwhile } from './readLinks';
import { RecordQueue } from './RecordQueue';
import type { RecordsOptions } from './RecordsOptions';
import { RecordTransaction } from './RecordTransaction';

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

  /** What routes records without an owner now. Before a transaction, never in it: SQLite has one connection. */
  async readRouter(): Promise<RecordRouter> {
    return (await this.options.readRouter?.()) ?? noRouter;
  }

  /** What the rules of the record ask for. Before a transaction, never in it: SQLite has one connection. */
  async readFacts(
    kind: KindDefinition,
    record: ItsmRecord,
  ): Promise<Facts | undefined> {
    return kind.facts && this.options.readFacts?.(kind, record);
  }

  /** A transaction that may open records. */
  async opening<T>(work: (tx: RecordTransaction) => Promise<T>): Promise<T> {
    return this.transaction(work, await this.readRouter());
  }

  /** @param router - of `readRouter`, where the work may open records */
  async transaction<T>(
    work: (tx: RecordTransaction) => Promise<T>,
    router?: RecordRouter,
  ): Promise<T> {
    const known = new Set<string>();
    const once = () =>
      this.knex.transaction(async trx => {
        const locks = new Locks(trx, known);
        await locks.ahead();
        return work(new RecordTransaction(trx, this.options, locks, router));
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
    router?: RecordRouter,
  ): Promise<T> {
    return this.queue.run(recordId, () => this.transaction(work, router));
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
