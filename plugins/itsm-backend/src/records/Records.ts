import {
  LifecycleError,
  lifecycleActions,
  type ItsmRecord,
  type KindDefinition,
  type Policy,
  type Refusal,
} from 'backstage-plugin-itsm-common';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import type { KindRegistry } from './KindRegistry';
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
  /** Told about each record that was opened. */
  onOpened?: (record: ItsmRecord) => void;
  /** Wraps each commit in a trace span. */
  traced?: <T>(commit: () => Promise<T>) => Promise<T>;
}

/** The records of this installation: transactions over them, committed whole or not at all. */
export class Records {
  constructor(
    readonly knex: Knex,
    readonly options: RecordsOptions,
  ) {}

  async transaction<T>(
    work: (tx: RecordTransaction) => Promise<T>,
  ): Promise<T> {
    const once = () =>
      this.knex.transaction(trx =>
        work(new RecordTransaction(trx, this.options)),
      );
    // PostgreSQL ends one of two transactions that wait for each other; it did nothing yet.
    const commit = () =>
      once().catch(error => {
        if (!['40P01', '40001'].includes(error?.code)) throw error;
        return once();
      });
    const result = await (this.options.traced?.(commit) ?? commit());
    this.options.onCommitted?.();
    return result;
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
