import type { Knex } from 'knex';
import type { Fixture, Row } from './fixture';

/** In an order in which they can be filled: what is named comes first. */
const TABLES = [
  'records',
  'entries',
  'links',
  'principals',
  'timers',
  'reactions',
  'counters',
  'blobs',
  'attachments',
  'external_ids',
  'entity_facts',
  'checkpoints',
  'deliveries',
  'deployments',
  'deployment_runs',
  'deployment_entities',
  'mappings',
  'definitions',
  'definition_versions',
  'definition_keys',
  'definition_markers',
  'votes',
];
/** Answers of a day; tables of the scheduler, of knex, of the demo and of the full text. */
const LEFT_OUT =
  /^(idempotency|backstage_.*|knex_.*|demo_story|record_text.*|sqlite_.*)$/;

/** Senders name the machine that they send to. */
const OUR_ADDRESS = /127\.0\.0\.1:\d+/g;

const packed = (value: unknown) =>
  Buffer.isBuffer(value) ? { base64: value.toString('base64') } : value;

/** Reads the tables of an earlier build from SQLite. */
export async function dump(
  knex: Knex,
): Promise<Pick<Fixture, 'schema' | 'tables' | 'texts'>> {
  const names: string[] = await knex('sqlite_master')
    .where({ type: 'table' })
    .pluck('name');
  const unknown = names.filter(
    name => !TABLES.includes(name) && !LEFT_OUT.test(name),
  );
  if (unknown.length > 0)
    throw new Error(`Where do the rows of ${unknown} go?`);
  const tables: Fixture['tables'] = {};
  for (const table of TABLES.filter(name => names.includes(name))) {
    const rows: Row[] = await knex(table);
    tables[table] = rows.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, packed(value)]),
      ),
    );
  }
  for (const row of tables.deliveries ?? []) {
    for (const [column, value] of Object.entries(row)) {
      if (typeof value === 'string')
        row[column] = value.replace(OUR_ADDRESS, 'portal.example');
    }
  }
  const schema: string = (await knex('knex_migrations')
    .max({ name: 'name' })
    .first())!.name;
  return { schema, tables, texts: await readTexts(knex) };
}

/** SQLite's full text keeps no texts, but its words and where each stands. */
async function readTexts(knex: Knex): Promise<Fixture['texts']> {
  await knex.raw(
    "create virtual table temp.upgrade_words using fts5vocab(main, record_text, 'instance')",
  );
  const rows = await knex
    .select(knex.raw('doc as rank'), 'col', 'term')
    .from(knex.raw('temp.upgrade_words'))
    .orderBy(['doc', 'col', 'offset']);
  const texts = new Map<number, { title: string[]; body: string[] }>();
  for (const { rank, col, term } of rows) {
    if (!texts.has(rank)) texts.set(rank, { title: [], body: [] });
    texts.get(rank)![col as 'title' | 'body'].push(term);
  }
  return [...texts].map(([rank, { title, body }]) => ({
    rank,
    title: title.join(' '),
    body: body.join(' '),
  }));
}
