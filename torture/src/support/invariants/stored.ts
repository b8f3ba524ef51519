import {
  builtInKinds,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

/** A record with every row that belongs to it, as both drivers return rows. */
export interface StoredRecord {
  kind: KindDefinition;
  row: Row;
  /** By `seq`. */
  entries: Row[];
  links: Row[];
  principals: Row[];
  timers: Row[];
  attachments: Row[];
  /** Of the full text: whether it is there, and at which rank. */
  textRanks: number[];
}

export type Row = Record<string, any>;

/** Tells a fault of a record; what it was found in is added for it. */
export type Tell = (fault: string) => void;

const BATCH = 300;
const kinds = new Map(builtInKinds.map(kind => [kind.name, kind]));

export const isPostgres = (knex: Knex) => knex.client.config.client === 'pg';

/** The smallest UUIDv7 of a time. */
const firstIdOf = (at: number) => {
  const hex = at.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
};

/** Reads records in the order of their ids, some hundred at a time, each with all its rows. */
export async function* storedRecords(
  trx: Knex.Transaction,
  since = 0,
): AsyncGenerator<StoredRecord> {
  let after = firstIdOf(since);
  for (;;) {
    const rows: Row[] = await trx('records')
      .where('id', '>=', after)
      .orderBy('id')
      .limit(BATCH);
    const ids = rows.map(row => row.id);
    const [entries, links, principals, timers, attachments] = await each(
      ['entries', 'links', 'principals', 'timers', 'attachments'],
      table => trx(table).whereIn('record_id', ids),
    );
    const ranks = await textRanks(trx, rows);
    for (const row of rows) {
      const own = (all: Row[]) => all.filter(r => r.record_id === row.id);
      yield {
        kind: kinds.get(row.kind)!,
        row,
        entries: own(entries).sort((a, b) => a.seq - b.seq),
        links: own(links),
        principals: own(principals),
        timers: own(timers),
        attachments: own(attachments),
        textRanks: ranks.get(row.id) ?? [],
      };
    }
    if (rows.length < BATCH) return;
    after = `${rows[rows.length - 1].id}0`;
  }
}

async function each(
  tables: string[],
  read: (table: string) => PromiseLike<Row[]>,
): Promise<Row[][]> {
  const found: Row[][] = [];
  for (const table of tables) found.push(await read(table));
  return found;
}

/** SQLite's index has no column but the words: its row id is the rank. */
async function textRanks(
  trx: Knex.Transaction,
  rows: readonly Row[],
): Promise<Map<string, number[]>> {
  if (isPostgres(trx)) {
    const texts: Row[] = await trx('record_text')
      .whereIn(
        'record_id',
        rows.map(row => row.id),
      )
      .select('record_id', 'rank');
    return new Map(texts.map(t => [t.record_id, [Number(t.rank)]]));
  }
  const wanted = rows.map(row => row.text_rank).filter(rank => rank !== null);
  const texts: Row[] = await trx('record_text')
    .whereIn('rowid', wanted)
    .select(trx.raw('rowid as rank'));
  const known = new Set(texts.map(text => text.rank));
  return new Map(
    rows.map(row => [row.id, known.has(row.text_rank) ? [row.text_rank] : []]),
  );
}
