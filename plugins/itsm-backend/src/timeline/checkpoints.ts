import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isPostgres, toNumber } from '../database';
import { canonicalJson, sha256 } from './entryChain';

/**
 * A promise about all entries below a watermark. Kept in the database and written to the
 * auditor's log: whoever can rewrite the database, chains and all, can't rewrite the log.
 */
export interface Checkpoint {
  id: string;
  /** Epoch milliseconds. */
  at: number;
  /** `tx` on PostgreSQL, `rowid` on SQLite: entries below it can no longer change in number. */
  watermark: string;
  size: number;
  /** Merkle root over the entries' hashes in the order of their ids. */
  root: string;
  /** HMAC-SHA256 over the other fields; empty without a signing key. */
  signature: string;
}

/** The covered entries' hashes. An open write holds PostgreSQL's watermark back, which is its job. */
function coveredBy(knex: Knex, watermark: string): Knex.QueryBuilder {
  const query = knex('entries').select('hash').orderBy('id');
  return isPostgres(knex)
    ? query.whereRaw('tx < ?::xid8', [watermark])
    : query.whereRaw('rowid <= ?', [Number(watermark)]);
}

async function currentWatermark(knex: Knex): Promise<string> {
  if (isPostgres(knex)) {
    const { rows } = await knex.raw(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as watermark',
    );
    return rows[0].watermark;
  }
  const row = await knex('entries')
    .max(knex.raw('rowid') as any)
    .first();
  return String(Object.values(row ?? {})[0] ?? 0);
}

/** Root of the binary Merkle tree; an odd node moves up as it is. Of nothing: the hash of ''. */
export function merkleRoot(leaves: readonly string[]): string {
  let level = [...leaves];
  if (level.length === 0) return sha256('');
  while (level.length > 1) {
    const next: string[] = [];
    for (let i = 0; i < level.length; i += 2) {
      next.push(
        i + 1 < level.length ? sha256(level[i], level[i + 1]) : level[i],
      );
    }
    level = next;
  }
  return level[0];
}

function sign(checkpoint: Omit<Checkpoint, 'signature'>, key?: string): string {
  if (!key) return '';
  const { id, at, watermark, size, root } = checkpoint;
  return createHmac('sha256', key)
    .update(canonicalJson({ id, at, watermark, size, root }))
    .digest('hex');
}

/** Makes and stores a checkpoint over all that is committed. */
export async function writeCheckpoint(
  knex: Knex,
  o: { at: number; signingKey?: string },
): Promise<Checkpoint> {
  const watermark = await currentWatermark(knex);
  const hashes = (await coveredBy(knex, watermark)).map((row: any) => row.hash);
  const unsigned = {
    id: uuid(),
    at: o.at,
    watermark,
    size: hashes.length,
    root: merkleRoot(hashes),
  };
  const checkpoint = { ...unsigned, signature: sign(unsigned, o.signingKey) };
  await knex('checkpoints').insert(checkpoint);
  return checkpoint;
}

/** The newest checkpoint in the database; an auditor brings one from the log instead. */
export async function latestCheckpoint(
  knex: Knex,
): Promise<Checkpoint | undefined> {
  const row = await knex('checkpoints').orderBy('id', 'desc').first();
  return row && { ...row, at: toNumber(row.at), size: toNumber(row.size) };
}

/**
 * Holds the entries against a checkpoint: finds any edit, insertion or deletion below the
 * watermark, also one whose chains were recomputed, and a cut tail.
 */
export async function verifyCheckpoint(
  knex: Knex,
  checkpoint: Checkpoint,
  signingKey?: string,
): Promise<{
  signature: 'valid' | 'invalid' | 'unsigned';
  size: number;
  intact: boolean;
}> {
  const hashes = (await coveredBy(knex, checkpoint.watermark)).map(
    (row: any) => row.hash,
  );
  const intact =
    hashes.length === checkpoint.size && merkleRoot(hashes) === checkpoint.root;
  return {
    signature: verifySignature(checkpoint, signingKey),
    size: hashes.length,
    intact,
  };
}

function verifySignature(checkpoint: Checkpoint, key?: string) {
  if (!key) return 'unsigned' as const;
  const expected = Buffer.from(sign(checkpoint, key), 'hex');
  const given = Buffer.from(checkpoint.signature, 'hex');
  return expected.length === given.length && timingSafeEqual(expected, given)
    ? ('valid' as const)
    : ('invalid' as const);
}
