import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMachine, ROOT } from 'itsm-harness';
import type { Stage } from '../stage/Stage';
import type { Environment } from './Results';

const POSTGRES_SETTINGS = [
  'shared_buffers',
  'effective_cache_size',
  'work_mem',
  'max_wal_size',
  'random_page_cost',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'jit',
];
const SQLITE_PRAGMAS = ['journal_mode', 'synchronous', 'cache_size'];

async function readSettings({ engine, sql }: Stage) {
  if (engine === 'postgres') {
    const [{ version }] = await sql.run('select version() as version');
    const rows = await sql.run(
      `select name, current_setting(name) as value from pg_settings where name in (${POSTGRES_SETTINGS.map(s => `'${s}'`).join(', ')}) order by name`,
    );
    return {
      database: `PostgreSQL ${/[\d.]+/.exec(version)![0]}`,
      settings: Object.fromEntries(rows.map(row => [row.name, row.value])),
    };
  }
  const [{ version }] = await sql.run('select sqlite_version() as version');
  const settings: Record<string, string> = {};
  for (const pragma of SQLITE_PRAGMAS) {
    const [row] = await sql.run(`pragma ${pragma}`);
    settings[pragma] = String(Object.values(row)[0]);
  }
  return { database: `SQLite ${version}`, settings };
}

/** What a measurement on this stage ran on, and a short name for it. */
export async function readEnvironment(
  stage: Stage,
): Promise<{ key: string; environment: Environment }> {
  const { version } = JSON.parse(
    readFileSync(join(ROOT, 'backstage.json'), 'utf8'),
  );
  const environment: Environment = {
    ...readMachine(),
    backstage: version,
    ...(await readSettings(stage)),
  };
  const key = createHash('sha256')
    .update(JSON.stringify(environment))
    .digest('hex')
    .slice(0, 8);
  return { key, environment };
}
