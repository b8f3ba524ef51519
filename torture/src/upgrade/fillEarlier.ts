import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  createDatabase,
  findDatabase,
  startBackend,
  until,
  type EarlierBuild,
  type Engine,
  type HarnessDatabase,
  ROOT,
} from 'itsm-harness';

export interface Filling {
  build: EarlierBuild;
  engine: Engine;
  /** Those of the bench; the demo's history comes on top. 0: only that. */
  records: number;
  /** Months of the demo's history. */
  months: number;
  /** For SQLite's files. */
  folder: string;
  log(text: string): void;
}

const MONTH = 31 * 86_400_000;
const TELLS_MS = 20 * 60_000;

/** A database that an earlier build filled: its bench wrote incidents and changes, its demo the rest. */
export async function fillEarlier(o: Filling): Promise<HarnessDatabase> {
  const database =
    o.records > 0 ? await fillBench(o) : await createDatabase(o.engine);
  try {
    if (o.records > 0) await beginHistory(database, o.months);
    await tellDemo(o, database);
    return database;
  } catch (error) {
    await database.drop();
    throw error;
  }
}

async function tellDemo(o: Filling, database: HarnessDatabase): Promise<void> {
  const backend = await startBackend({
    database,
    root: o.build.root,
    entry: 'packages/backend/src/index.ts',
    config: { demo: { history: o.months } },
  });
  try {
    await until(
      async () => /Demo records are there/.test(backend.output()),
      'the demo of the earlier build',
      { timeoutMs: TELLS_MS, everyMs: 500 },
    );
    backend
      .output()
      .split('\n')
      .filter(line => /The history is told|Demo records are there/.test(line))
      .forEach(line => o.log(line.replace(/^.* info /, '')));
  } finally {
    await backend.stop();
  }
}

async function fillBench(o: Filling): Promise<HarnessDatabase> {
  const { build, engine, records, folder } = o;
  if (!existsSync(join(build.root, 'bench/src/fill/kept/keepFilled.ts'))) {
    throw new Error(`${build.commit} can't fill a database; use --records 0.`);
  }
  const name = `itsm_upgrade_${process.pid}`;
  execFileSync(
    process.execPath,
    [
      '--require',
      join(build.root, 'scripts/process/typescript.cjs'),
      join(ROOT, 'torture/src/upgrade/fillBench.ts'),
      ...[build.root, engine, String(records), folder, name],
    ],
    { cwd: build.root, stdio: 'inherit' },
  );
  const database = await findDatabase(engine, name, folder);
  if (!database) throw new Error(`${name} is not there.`);
  return database;
}

/** The demo tells nothing where there are records, unless it had begun before. */
async function beginHistory(database: HarnessDatabase, months: number) {
  const knex = database.open();
  const began = Date.now();
  const progress = {
    began,
    months,
    step: 0,
    at: began - months * MONTH,
    records: {},
  };
  await knex.schema.createTable('demo_story', table => {
    table.integer('id').primary();
    table.text('progress').notNullable();
  });
  await knex('demo_story').insert({
    id: 1,
    progress: JSON.stringify(progress),
  });
  await knex.destroy();
}
