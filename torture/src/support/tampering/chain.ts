import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

/** A row of `entries`, all columns, and on SQLite its rowid. */
export interface EntryRow {
  id: string;
  record_id: string;
  seq: number;
  at: string | number;
  verb: string;
  audience: string;
  content: string | null;
  salt: string | null;
  body_hash: string;
  prev: string;
  hash: string;
  /** Where checkpoints put it: `tx` on PostgreSQL. */
  tx?: string;
  rowid?: number;
}

/** What a record says of its timeline. */
export interface Head {
  seq: number;
  last_hash: string;
}

/** A record's timeline as it is stored. */
export interface Chain {
  recordId: string;
  number: string;
  head: Head;
  entries: EntryRow[];
}

const GENESIS = '0'.repeat(64);

const sha256 = (text: string) =>
  createHash('sha256').update(text).digest('hex');

/** The row with hashes that fit its content and the row before, as docs/data.md describes them. */
export function sealed(row: EntryRow, prev: string): EntryRow {
  const body_hash =
    row.content === null ? row.body_hash : sha256(`${row.salt}${row.content}`);
  const { id, record_id, seq, at, verb, audience } = row;
  const hash = sha256(
    [prev, id, record_id, seq, at, verb, audience, body_hash].join('\n'),
  );
  return { ...row, body_hash, prev, hash };
}

/** All rows from `from` on, sealed anew. */
export function sealedFrom(rows: readonly EntryRow[], from: number) {
  const result = [...rows];
  for (let i = from; i < result.length; i += 1) {
    result[i] = sealed(result[i], i === 0 ? GENESIS : result[i - 1].hash);
  }
  return result;
}

export const headOf = (rows: readonly EntryRow[]): Head => {
  const last = rows[rows.length - 1];
  return last
    ? { seq: last.seq, last_hash: last.hash }
    : { seq: 0, last_hash: GENESIS };
};

const isPostgres = (knex: Knex) => knex.client.config.client === 'pg';

export async function readChain(knex: Knex, number: string): Promise<Chain> {
  const { id, seq, last_hash } = await knex('records')
    .where({ number })
    .first('id', 'seq', 'last_hash');
  const entries = await knex('entries')
    .where({ record_id: id })
    .orderBy('seq')
    .select(isPostgres(knex) ? '*' : ['*', 'rowid']);
  return { recordId: id, number, head: { seq, last_hash }, entries };
}

/** Puts rows in the place of others, as whoever owns the database can. */
export async function replaceRows(
  knex: Knex,
  recordId: string,
  before: readonly EntryRow[],
  after: readonly EntryRow[],
  head: Head,
): Promise<void> {
  await knex.transaction(async trx => {
    if (isPostgres(knex)) {
      await trx.raw('set local session_replication_role = replica');
    }
    await trx('entries')
      .whereIn(
        'id',
        before.map(row => row.id),
      )
      .delete();
    for (const row of after) await trx('entries').insert(row);
    await trx('records').where({ id: recordId }).update(head);
  });
}
