import {
  ConflictingError,
  IdempotencyKeyReusedError,
  InvalidInputError,
} from 'backstage-plugin-itsm-common';
import type { Request } from 'express';
import type { Knex } from 'knex';
import { toNumber } from '../database';
import { canonicalJson, sha256 } from '../timeline/entryChain';

/** First answers are kept this long. */
const KEPT_MS = 24 * 60 * 60 * 1_000;
/** A request that neither answered nor failed for so long died with its process. */
const LEASE_MS = 60_000;

interface Claim {
  id: string;
  requestHash: string;
}

/** A key that a request works on, until its lease is over and another one takes it. */
interface Held {
  id: string;
  lease: number;
}

const inFlight = () =>
  new ConflictingError(
    'A request with this Idempotency-Key is being worked on; try again in a moment.',
    { code: 'idempotency_key_in_flight' },
  );

type Previous =
  | { state: 'claimed'; lease: number }
  | { state: 'answered'; status: number; body: string }
  /** The effect was committed, the answer was lost: the process died in between. */
  | { state: 'written'; number: string; lease: number };

/**
 * The first answer of each keyed POST, scoped to principal and route. The record's own
 * transaction notes the record, so that a retry after a crash finds the effect and never repeats
 * it. Only successes are kept: a refusal changed nothing and may be asked again.
 */
export class IdempotencyStore {
  constructor(
    private readonly knex: Knex,
    private readonly now: () => number,
  ) {}

  async claim({ id, requestHash }: Claim): Promise<Previous> {
    const now = this.now();
    const fresh = {
      id,
      request_hash: requestHash,
      record_number: null,
      status: null,
      body: null,
      created_at: now,
      lease_until: now + LEASE_MS,
    };
    const inserted = await this.knex('idempotency')
      .insert(fresh)
      .onConflict('id')
      .ignore()
      .returning('id');
    if (inserted.length > 0) {
      return { state: 'claimed', lease: fresh.lease_until };
    }
    const row = await this.knex('idempotency').where({ id }).first();
    if (!row) return this.claim({ id, requestHash });
    if (toNumber(row.created_at) < now - KEPT_MS) {
      await this.knex('idempotency')
        .where({ id, created_at: row.created_at })
        .delete();
      return this.claim({ id, requestHash });
    }
    if (row.request_hash !== requestHash) throw new IdempotencyKeyReusedError();
    if (row.status !== null) {
      return { state: 'answered', status: row.status, body: row.body };
    }
    if (toNumber(row.lease_until) >= now) throw inFlight();
    const lease = now + LEASE_MS;
    // Read again by the update: the first holder may have written since.
    const [taken] = await this.knex('idempotency')
      .where({ id, lease_until: row.lease_until })
      .whereNull('status')
      .update({ lease_until: lease })
      .returning('record_number');
    if (!taken) throw inFlight();
    return taken.record_number
      ? { state: 'written', number: taken.record_number, lease }
      : { state: 'claimed', lease };
  }

  /**
   * Called in the record's transaction, which it rolls back when the request was slower than its
   * lease and another one has taken the key over.
   *
   * @throws ConflictingError
   */
  async written(trx: Knex, { id, lease }: Held, number: string): Promise<void> {
    const held = await trx('idempotency')
      .where({ id, lease_until: lease })
      .update({ record_number: number });
    if (!held) throw inFlight();
  }

  async answered(
    { id, lease }: Held,
    status: number,
    body: string,
  ): Promise<void> {
    await this.knex('idempotency')
      .where({ id, lease_until: lease })
      .update({ status, body });
  }

  /** Nothing was written: the key is free again, unless another request holds it by now. */
  async release({ id, lease }: Held): Promise<void> {
    await this.knex('idempotency')
      .where({ id, lease_until: lease })
      .whereNull('record_number')
      .whereNull('status')
      .delete();
  }

  async forgetOld(): Promise<number> {
    return this.knex('idempotency')
      .where('created_at', '<', this.now() - KEPT_MS)
      .delete();
  }
}

export interface KeyedRequest {
  perform: (
    onWritten?: (tx: { knex: Knex }, number: string) => Promise<void>,
  ) => Promise<{ status: number; body: string }>;
  send: (status: number, body: string) => void;
  /** Answers for a record that was written before the process died. */
  recover: (number: string) => Promise<{ status: number; body: string }>;
}

/** Performs a POST once per Idempotency-Key; without a key, simply performs it. */
export async function withIdempotency(
  store: IdempotencyStore,
  principal: string,
  req: Request,
  request: KeyedRequest,
): Promise<void> {
  const key = req.header('idempotency-key');
  if (key === undefined) {
    const { status, body } = await request.perform();
    request.send(status, body);
    return;
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new InvalidInputError(
      'Idempotency-Key takes 1 to 255 visible ASCII characters.',
      {},
      'invalid_idempotency_key',
    );
  }
  const route = `${req.method} ${req.baseUrl}${req.path}`;
  const id = sha256([principal, route, key].join('\n'));
  const content = Buffer.isBuffer(req.body)
    ? sha256(req.body)
    : canonicalJson(req.body ?? null);
  const requestHash = sha256(
    [
      req.header('if-match') ?? '',
      req.header('content-type') ?? '',
      canonicalJson(req.query),
      content,
    ].join('\n'),
  );
  const previous = await store.claim({ id, requestHash });
  if (previous.state === 'answered') {
    request.send(previous.status, previous.body);
    return;
  }
  const held = { id, lease: previous.lease };
  const { status, body } = await answerOf(store, held, previous, request);
  // What was done is done. Without its answer the key waits for the end of its lease, and a repeat
  // then finds the record.
  await store.answered(held, status, body).catch(() => {});
  request.send(status, body);
}

async function answerOf(
  store: IdempotencyStore,
  held: Held,
  previous: Exclude<Previous, { state: 'answered' }>,
  { perform, recover }: KeyedRequest,
): Promise<{ status: number; body: string }> {
  if (previous.state === 'written') return recover(previous.number);
  try {
    return await perform((tx, number) => store.written(tx.knex, held, number));
  } catch (error) {
    // The refusal is what the sender must hear; a key that is not freed is free after its lease.
    await store.release(held).catch(() => {});
    throw error;
  }
}
