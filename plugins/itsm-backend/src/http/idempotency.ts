import {
  ConflictingError,
  IdempotencyKeyReusedError,
  InvalidInputError,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { toNumber } from '../database/database';
import { canonicalJson, sha256 } from '../timeline/entryChain';

/** Larger answers are not kept: a repeat is answered from the record. */
const MAX_KEPT_BYTES = 64 * 1024;
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
  | { state: 'answered'; status: number; number?: string; body?: string }
  /** The effect was committed, the answer was lost: the process died in between. */
  | { state: 'written'; number: string; lease: number };

/**
 * The first answer of each keyed POST, scoped to principal and operation. The record's own
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
      return {
        state: 'answered',
        status: row.status,
        number: row.record_number ?? undefined,
        body: row.body ?? undefined,
      };
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

  /** An answer of a record can be read again; another one that is too large leaves the key free. */
  async answered(held: Held, { status, body, number }: Answer): Promise<void> {
    const isKept = Buffer.byteLength(body) <= MAX_KEPT_BYTES;
    if (!isKept && !number) {
      await this.release(held);
      return;
    }
    await this.knex('idempotency')
      .where({ id: held.id, lease_until: held.lease })
      .update({
        status,
        body: isKept ? body : null,
        ...(number && { record_number: number }),
      });
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

/** What was answered; with the record's number if it is a record. */
export interface Answer {
  status: number;
  body: string;
  number?: string;
}

export interface KeyedRequest {
  principal: string;
  /** The key as it was sent; undefined: the request is simply performed. */
  key: string | undefined;
  /** What is asked for, however its address is written: the operation's id and its params. */
  operation: string;
  params: Readonly<Record<string, string>>;
  /** All else that makes it another request: parsed query, version, body. */
  content: readonly unknown[];
  body: unknown;
  perform: (
    onWritten?: (tx: { knex: Knex }, number: string) => Promise<void>,
  ) => Promise<Answer>;
  send: (status: number, body: string) => void;
  /**
   * Answers a repeat as its caller may see it now; without a body when the first answer was too large, or its
   * process died before it was kept.
   */
  repeat: (first: {
    number?: string;
    status?: number;
    body?: string;
  }) => Promise<{
    status: number;
    body: string;
  }>;
}

/** Performs a POST once per Idempotency-Key; without a key, simply performs it. */
export async function withIdempotency(
  store: IdempotencyStore,
  request: KeyedRequest,
): Promise<void> {
  const { principal, key, operation, params, send } = request;
  if (key === undefined) {
    const { status, body } = await request.perform();
    send(status, body);
    return;
  }
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new InvalidInputError(
      'Idempotency-Key takes 1 to 255 visible ASCII characters.',
      {},
      'invalid_idempotency_key',
    );
  }
  const route = `${operation} ${canonicalJson(params)}`;
  const id = sha256([principal, route, key].join('\n'));
  const content = Buffer.isBuffer(request.body)
    ? sha256(request.body)
    : canonicalJson(request.body ?? null);
  const requestHash = sha256(
    [canonicalJson(request.content), content].join('\n'),
  );
  const previous = await store.claim({ id, requestHash });
  if (previous.state === 'answered') {
    const { status, body } = await request.repeat(previous);
    send(status, body);
    return;
  }
  const held = { id, lease: previous.lease };
  const answer = await answerOf(store, held, previous, request);
  // What was done is done. Without its answer the key waits for the end of its lease, and a repeat
  // then finds the record.
  await store.answered(held, answer).catch(() => {});
  send(answer.status, answer.body);
}

async function answerOf(
  store: IdempotencyStore,
  held: Held,
  previous: Exclude<Previous, { state: 'answered' }>,
  { perform, repeat }: KeyedRequest,
): Promise<Answer> {
  if (previous.state === 'written') {
    return { ...(await repeat(previous)), number: previous.number };
  }
  try {
    return await perform((tx, number) => store.written(tx.knex, held, number));
  } catch (error) {
    // The refusal is what the sender must hear; a key that is not freed is free after its lease.
    await store.release(held).catch(() => {});
    throw error;
  }
}
