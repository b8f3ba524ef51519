import DataLoader from 'dataloader';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isPostgres, timeOfId } from '../database/database';
import {
  decodeDelivery,
  decodeSummary,
  encodeDelivery,
  SUMMARY,
  type Claim,
  type Delivery,
  type DeliveryStatus,
  type DeliverySummary,
  type NewDelivery,
} from './deliveryRow';

/** A delivery as it is in the inbox now; not new when its key was there before. */
export interface Added {
  isNew: boolean;
  delivery: DeliverySummary;
}

interface Adding {
  delivery: NewDelivery;
  claim?: Claim;
}

/** Deliveries in one commit: each may be as large as its hook allows. */
const SHARING = 20;

/** Rows of received webhooks. */
export class InboxStore {
  private writing: Promise<unknown> = Promise.resolve();
  // Settled, for DataLoader passes on an error only if it is of its own realm
  private readonly adding = new DataLoader<Adding, PromiseSettledResult<Added>>(
    batch => {
      const written = this.addTogether(batch);
      this.writing = written;
      return written;
    },
    {
      cache: false,
      maxBatchSize: SHARING,
      batchScheduleFn: send => void this.writing.then(send),
    },
  );

  constructor(readonly knex: Knex) {}

  /**
   * Stores a delivery, claimed by the process that received it or due at once, unless its key is
   * there already. Those that come in while others are being written share the next commit; of
   * parallel repeats exactly one is new.
   */
  async add(delivery: NewDelivery, claim?: Claim): Promise<Added> {
    const added = await this.adding.load({ delivery, claim });
    if (added.status === 'rejected') throw added.reason;
    return added.value;
  }

  /** Never fails as a whole: the next ones wait for its end, and what one can't do others can. */
  private async addTogether(
    batch: readonly Adding[],
  ): Promise<PromiseSettledResult<Added>[]> {
    const together = await settled(this.insert(batch));
    if (together.status === 'fulfilled') {
      return together.value.map(value => ({ status: 'fulfilled', value }));
    }
    if (batch.length === 1) return [together];
    return Promise.allSettled(
      batch.map(async one => (await this.insert([one]))[0]),
    );
  }

  /** One statement and one commit. */
  private async insert(batch: readonly Adding[]): Promise<Added[]> {
    const rows = batch.map(one => encodeDelivery(one.delivery, one.claim));
    const inserted = await this.knex('deliveries')
      .insert(rows)
      .onConflict(['instance', 'key'])
      .ignore()
      .returning(SUMMARY);
    const isNew = new Set(inserted.map((row: any) => row.id));
    const repeated = rows.filter(({ id }) => !isNew.has(id));
    const known = await this.byKeys(repeated);
    const stored = new Map(
      [...inserted, ...known].map((row: any) => [keyOf(row), row]),
    );
    return Promise.all(
      rows.map(async (row, index) => {
        const found = stored.get(keyOf(row));
        if (found) {
          return { isNew: isNew.has(row.id), delivery: decodeSummary(found) };
        }
        // Pruned between the two statements: it is new after all.
        return (await this.insert([batch[index]]))[0];
      }),
    );
  }

  private byKeys(rows: readonly { instance: string; key: string }[]) {
    if (rows.length === 0) return [];
    return this.knex('deliveries')
      .whereIn(
        ['instance', 'key'],
        rows.map(({ instance, key }) => [instance, key]),
      )
      .select(SUMMARY);
  }

  async byId(id: string): Promise<DeliverySummary | undefined> {
    const row = await this.knex('deliveries').where({ id }).first(SUMMARY);
    return row && decodeSummary(row);
  }

  /** Newest first; `before` is the id of the last row seen. */
  async list(query: {
    status?: DeliveryStatus;
    before?: string;
    limit: number;
  }): Promise<DeliverySummary[]> {
    const rows = await this.knex('deliveries')
      .modify(q => {
        if (query.status) q.where({ status: query.status });
        if (query.before) q.where('id', '<', query.before);
      })
      .orderBy('id', 'desc')
      .limit(query.limit)
      .select(SUMMARY);
    return rows.map(decodeSummary);
  }

  /** Takes a delivery that somebody wants to be worked on now. */
  async claimOne(
    id: string,
    claim: Claim,
    from: readonly DeliveryStatus[],
  ): Promise<Delivery | undefined> {
    const rows = await this.knex('deliveries')
      .where({ id })
      .whereIn('status', from as string[])
      .update({
        status: 'received',
        attempts: 1,
        next_attempt_at: claim.until,
        claimed_by: claim.by,
        reason: null,
      })
      .returning('*');
    return rows.length > 0 ? decodeDelivery(rows[0]) : undefined;
  }

  /**
   * Takes what is due: failed before, or left behind by a process that died. On PostgreSQL rows
   * are skipped while another process takes them; without that two takers deadlock.
   */
  async claimDue(
    now: number,
    claim: Claim,
    limit: number,
  ): Promise<Delivery[]> {
    const due = this.knex('deliveries')
      .where('next_attempt_at', '<=', now)
      .orderBy('next_attempt_at')
      .limit(limit)
      .select('id');
    const rows = await this.knex('deliveries')
      .whereIn('id', isPostgres(this.knex) ? due.forUpdate().skipLocked() : due)
      .update({
        claimed_by: claim.by,
        next_attempt_at: claim.until,
        attempts: this.knex.raw('attempts + 1'),
      })
      .returning('*');
    return rows.map(decodeDelivery);
  }

  /** False when the claim is no longer this process's: somebody else works on it. */
  async settle(
    knex: Knex,
    id: string,
    by: string,
    result: { status: DeliveryStatus; reason?: string; records?: string[] },
  ): Promise<boolean> {
    const updated = await knex('deliveries')
      .where({ id, claimed_by: by, status: 'received' })
      .update({
        status: result.status,
        reason: result.reason ?? null,
        records: JSON.stringify(result.records ?? []),
        next_attempt_at: null,
        claimed_by: null,
      });
    return updated === 1;
  }

  /** Gives a failed delivery back, to be taken again at a time. */
  async retryAt(id: string, by: string, at: number, reason: string) {
    await this.knex('deliveries')
      .where({ id, claimed_by: by, status: 'received' })
      .update({ next_attempt_at: at, claimed_by: null, reason });
  }

  /** Deletes deliveries of a status that were received before a time, some at a time. */
  async prune(
    status: DeliveryStatus,
    before: number,
    limit = 500,
  ): Promise<number> {
    const bound = uuid({ msecs: before, random: new Uint8Array(16), seq: 0 });
    return this.knex('deliveries')
      .whereIn(
        'id',
        this.knex('deliveries')
          .where({ status })
          .andWhere('id', '<', bound)
          .limit(limit)
          .select('id'),
      )
      .delete();
  }

  /** When the oldest delivery that is not worked off was received; undefined when none waits. */
  async oldestWaiting(): Promise<number | undefined> {
    const row = await this.knex('deliveries')
      .whereNotNull('next_attempt_at')
      .min('id as oldest')
      .first();
    return row?.oldest ? timeOfId(row.oldest) : undefined;
  }
}

const keyOf = (row: { instance: string; key: string }) =>
  JSON.stringify([row.instance, row.key]);

async function settled<T>(work: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([work]);
  return result;
}
