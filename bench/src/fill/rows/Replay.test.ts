import { isDeepStrictEqual } from 'node:util';
import { kindsByName } from 'backstage-plugin-itsm-common';
import { seeded, type Engine, type HarnessDatabase } from 'itsm-harness';
import type { Knex } from 'knex';
import { emptyDatabase, ENGINES } from '../__testing__/emptyDatabase';
import { liveEngine } from '../__testing__/liveEngine';
import type { Life } from '../life/Life';
import { lifeOf } from '../life/lifeOf';
import { Plan } from '../life/Plan';
import { SMALL_LANDSCAPE, World } from '../world/landscape';
import { writeAll } from '../write/writeAll';
import { withWriter } from '../write/withWriter';
import { noRows, SETTINGS } from './batches';
import { factBatches } from './factBatches';
import { addRecordRows } from './recordRows';
import { Replay } from './Replay';

const world = new World(SMALL_LANDSCAPE);
const affected = new Set(Array.from({ length: 500 }, (_, i) => i));
const facts = () => [...factBatches(world, affected, 100)];

/** A few lives of every course that lives take. */
function everyCourse(): Life[] {
  const random = seeded(5);
  const plan = new Plan(4_000, world, random);
  const byCourse = new Map<string, Life[]>();
  for (let n = 0; n < 4_000; n += 1) {
    const life = lifeOf(n, plan, random);
    const course = life.steps
      .map(step => (step.do === 'act' ? step.action : step.do))
      .join(' ');
    const known = byCourse.get(course) ?? [];
    if (known.length < 3) byCourse.set(course, [...known, life]);
  }
  return [...byCourse.values()].flat();
}

/** The rows of these lives by the generator. */
async function generate(database: HarnessDatabase, lives: Life[]) {
  const { engine } = database;
  const random = seeded(6);
  const numbers = { incident: 0, change: 0 };
  const tables = noRows();
  lives.forEach((life, n) => {
    numbers[life.kind] += 1;
    const { prefix } = kindsByName[life.kind];
    const number = `${prefix}-${String(numbers[life.kind]).padStart(6, '0')}`;
    const replay = new Replay(life, { number, random, settings: SETTINGS });
    addRecordRows(tables, replay, { n, engine, world });
  });
  await withWriter(database, 'itsm', async writer => {
    await writeAll(writer, [...facts(), { tables }], () => {});
    await writer.setNumbers(numbers, lives.length);
  });
}

/** The rows of the same lives by the engine. */
async function live(database: HarnessDatabase, lives: Life[]) {
  const knex = database.open();
  const engine = await liveEngine(knex);
  for (const { tables } of facts()) {
    await knex.batchInsert('entity_facts', tables.entity_facts as any, 50);
  }
  for (const life of lives) await engine.live(life);
  await knex.destroy();
}

/** What differs from run to run although nothing is different. */
const BY_CHANCE = [
  'id',
  'salt',
  'body_hash',
  'prev',
  'hash',
  'last_hash',
  'tx',
];

/** All rows of a table, with numbers and words in place of ids. */
async function rowsOf(knex: Knex, table: string, leftOut: string[] = []) {
  const names = new Map<string, string>();
  for (const { id, number } of await knex('records').select('id', 'number')) {
    names.set(id, number);
  }
  for (const row of await knex('deployments').select('id', 'run_id')) {
    names.set(row.id, `deployment-${row.run_id}`);
  }
  const rows: any[] = await knex(table).select();
  return rows
    .map(row =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([column]) => ![...BY_CHANCE, ...leftOut].includes(column))
          .map(([column, value]) => [
            column,
            typeof value === 'string'
              ? value.replace(/[0-9a-f-]{36}/g, id => names.get(id) ?? id)
              : value,
          ]),
      ),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The words of each record's text, with the places where they are. */
async function textOf(knex: Knex, engine: Engine) {
  if (engine === 'postgres') {
    return knex('record_text')
      .join('records', 'records.id', 'record_text.record_id')
      .orderBy('number')
      .select('number', 'rank', knex.raw('tsv::text as words'));
  }
  await knex.raw(
    `create virtual table temp.words using fts5vocab(main, record_text, instance)`,
  );
  return knex
    .from('temp.words')
    .join('records', 'records.text_rank', 'words.doc')
    .orderBy(['number', 'col', 'offset'])
    .select('number', 'col', 'offset', 'term');
}

describe.each(ENGINES)('generated rows, %s', engine => {
  const lives = everyCourse();
  let generated: HarnessDatabase;
  let engines: HarnessDatabase;

  beforeAll(async () => {
    generated = await emptyDatabase(engine);
    engines = await emptyDatabase(engine);
    await generate(generated, lives);
    await live(engines, lives);
  });
  afterAll(async () => {
    await generated?.drop();
    await engines?.drop();
  });

  /** What both databases answer. */
  async function both<T>(ask: (knex: Knex) => Promise<T>): Promise<[T, T]> {
    const answers: T[] = [];
    for (const database of [generated, engines]) {
      const knex = database.open();
      answers.push(await ask(knex));
      await knex.destroy();
    }
    return answers as [T, T];
  }

  it('are of many courses', () => {
    expect(lives.length).toBeGreaterThan(80);
  });

  it.each([
    // SQLite ranks by the number of texts written so far
    ['records', 100, engine === 'sqlite' ? ['text_rank'] : []],
    ['entries', 400, []],
    ['links', 100, []],
    ['principals', 400, []],
    ['deployments', 10, []],
    ['deployment_entities', 10, []],
    ['timers', 0, []],
  ])('are those of the engine: %s', async (table, least, leftOut) => {
    const [ours, theirs] = await both(knex => rowsOf(knex, table, leftOut));
    // One by one: a thousand rows are no readable difference
    const other = ours.find((row, i) => !isDeepStrictEqual(row, theirs[i]));
    expect(other).toEqual(other && theirs[ours.indexOf(other)]);
    expect(ours).toHaveLength(theirs.length);
    expect(ours.length).toBeGreaterThanOrEqual(least);
  });

  it('find the same words', async () => {
    const [ours, theirs] = await both(knex => textOf(knex, engine));
    expect(ours).toEqual(theirs);
    expect(ours.length).toBeGreaterThan(80);
  });

  it('give the next number', async () => {
    const [ours, theirs] = await both(async knex => {
      if (engine === 'sqlite') {
        return knex('counters').whereLike('scope', 'number:%').orderBy('scope');
      }
      const { rows } = await knex.raw(
        `select nextval('itsm_number_incident_it'), nextval('itsm_number_change_it')`,
      );
      return rows;
    });
    expect(ours).toEqual(theirs);
  });
});
