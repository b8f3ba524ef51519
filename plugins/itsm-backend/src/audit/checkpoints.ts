import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isPostgres, toNumber } from '../database/database';
import { canonicalJson } from '../timeline/entryChain';
import { MerkleTree } from './MerkleTree';

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

/** Entries read at once: the process does other things between two pages. */
const PAGE = 1_000;

/**
 * The tree over the covered entries' hashes, in pages: what a watermark covers no longer changes.
 * An open write holds PostgreSQL's watermark back, which is its job.
 */
async function treeBelow(knex: Knex, watermark: string): Promise<MerkleTree> {
  const tree = new MerkleTree();
  for (let after = ''; ;) {
    const query = knex('entries')
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .select('id', 'hash');
    const page: { id: string; hash: string }[] = await (isPostgres(knex)
      ? query.whereRaw('tx < ?::xid8', [watermark])
      : query.whereRaw('rowid <= ?', [Number(watermark)]));
    for (const { hash } of page) tree.add(hash);
    if (page.length < PAGE) return tree;
    after = page[page.length - 1].id;
  }
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
  options: { at: number; signingKey?: string },
): Promise<Checkpoint> {
  const watermark = await currentWatermark(knex);
  const { size, root } = await treeBelow(knex, watermark);
  const unsigned = { id: uuid(), at: options.at, watermark, size, root };
  const checkpoint = {
    ...unsigned,
    signature: sign(unsigned, options.signingKey),
  };
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
  const { size, root } = await treeBelow(knex, checkpoint.watermark);
  const intact = size === checkpoint.size && root === checkpoint.root;
  return {
    signature: verifySignature(checkpoint, signingKey),
    size,
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
