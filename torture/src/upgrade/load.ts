import { join } from 'node:path';
import { ROOT, type HarnessDatabase } from 'itsm-harness';
import type { Knex } from 'knex';
import { isPostgres } from '../support/invariants/stored';
import type { Fixture, Row } from './fixture';

const directory = join(ROOT, 'plugins/itsm-backend/migrations');
const BATCH = 50;
/** Each importance has its band of ranks, in which PostgreSQL has the time of the last change. */
const BAND = 2 ** 41;

const rankOf = ({ text_rank: rank, updated_at: updatedAt }: Row) =>
  rank === null
    ? null
    : Math.floor(Number(rank) / BAND) * BAND + (Number(updatedAt) % BAND);

const isPacked = (value: unknown): value is { base64: string } =>
  typeof value === 'object' && value !== null && 'base64' in value;

const unpackedRow = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      isPacked(value) ? Buffer.from(value.base64, 'base64') : value,
    ]),
  );

/** Puts what an earlier build left into a database: its schema first, then its rows. */
export async function load(
  database: HarnessDatabase,
  fixture: Fixture,
): Promise<void> {
  const knex = database.open();
  try {
    await toSchema(knex, fixture.schema);
    for (const [table, rows] of Object.entries(tablesFor(knex, fixture))) {
      await knex.batchInsert(table, rows.map(unpackedRow), BATCH);
    }
    await loadTexts(knex, fixture);
    if (isPostgres(knex)) await countOn(knex, fixture.tables.counters);
  } finally {
    await knex.destroy();
  }
}

/** Migrations that are out never change, so today's make the schema of then. */
async function toSchema(knex: Knex, schema: string) {
  await knex.migrate.rollback({ directory }, true);
  let last = '';
  while (last < schema) {
    const [, [ran]] = await knex.migrate.up({ directory });
    if (!ran) throw new Error(`There is no migration ${schema}.`);
    last = ran;
  }
}

function tablesFor(knex: Knex, { tables }: Fixture): Fixture['tables'] {
  if (!isPostgres(knex)) return tables;
  // Whose watermark is a row of SQLite, and what sequences do here
  const { checkpoints, counters, ...rest } = tables;
  return {
    ...rest,
    records: tables.records.map(row => ({ ...row, text_rank: rankOf(row) })),
  };
}

async function loadTexts(knex: Knex, { texts, tables }: Fixture) {
  const records = new Map(tables.records.map(row => [row.text_rank, row]));
  for (const { rank, title, body } of texts) {
    const record = records.get(rank);
    if (!record) throw new Error(`No record has the text of ${rank}.`);
    if (isPostgres(knex)) {
      await knex.raw(
        `insert into record_text (record_id, rank, tsv)
         values (?, ?, setweight(to_tsvector('simple', ?), 'A') || setweight(to_tsvector('simple', ?), 'B'))`,
        [record.id as string, rankOf(record)!, title, body],
      );
    } else {
      await knex.raw(
        'insert into record_text (rowid, title, body) values (?, ?, ?)',
        [rank, title, body],
      );
    }
  }
}

/** Numbers go on where they were: SQLite counts them in rows, PostgreSQL in sequences. */
async function countOn(knex: Knex, counters: Row[]) {
  for (const { scope, value } of counters) {
    const [what, kind, desk] = String(scope).split(':');
    if (what !== 'number') continue;
    const sequence = `itsm_number_${kind}_${desk}`;
    await knex.raw('create sequence if not exists ??', [sequence]);
    await knex.raw('select setval(?, ?)', [sequence, Number(value)]);
  }
}
