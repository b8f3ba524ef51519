import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  findDatabase,
  type Engine,
  type HarnessDatabase,
} from './databases';
import { ROOT } from './repository';
import { startBackend, type BackendProcess } from './startBackend';
import { until } from './until';

/** Plugins whose scheduled tasks shall be as new in a copy. */
const SCHEDULING = ['itsm', 'catalog', 'search', 'notifications'];

function* filesBelow(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).sort())
    yield* filesBelow(join(path, name));
}

/** What a started portal has in its database follows from these. */
function hashOfPortal(): string {
  const hash = createHash('sha256');
  for (const part of [
    'yarn.lock',
    'app-config.yaml',
    'examples/catalog',
    'examples/org',
    'plugins/itsm-backend/migrations',
    'packages/harness/src/preparedDatabase.ts',
  ]) {
    for (const file of filesBelow(join(ROOT, part))) {
      hash.update(file.slice(ROOT.length)).update(readFileSync(file));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** The catalog reads its files after the backend is ready: components, and the people who sign in. */
export function untilCatalogKnows(
  backend: BackendProcess,
  name = 'checkout',
): Promise<void> {
  return until(async () => {
    const { status } = await backend.call(
      'GET',
      `/api/catalog/entities/by-name/component/default/${name}`,
    );
    if (status !== 200) return false;
    await backend.signIn('user:default/eddie');
    return true;
  }, `the catalog to know ${name}`);
}

async function prepare(database: HarnessDatabase): Promise<void> {
  const backend = await startBackend({ database });
  try {
    await untilCatalogKnows(backend);
  } finally {
    await backend.stop();
  }
  for (const plugin of SCHEDULING) {
    const knex = database.open(plugin);
    const table = 'backstage_backend_tasks__tasks';
    if (await knex.schema.hasTable(table)) await knex(table).delete();
    await knex.destroy();
  }
}

let preparing: Promise<unknown> = Promise.resolve();

/**
 * A database of the test's own, as a backend leaves it that has migrated all plugins and read the catalog: a copy of
 * one that is kept until a migration, the catalog or a dependency changes.
 */
export async function preparedDatabase(
  engine: Engine,
): Promise<HarnessDatabase> {
  const name = `kept_portal_${hashOfPortal()}`;
  const folder = join(ROOT, '.toolchain', 'prepared');
  // Two that find none at the same time in one process: the second one takes what the first one made
  const turn = preparing.then(async () => {
    const known = await findDatabase(engine, name, folder);
    if (known) return known;
    mkdirSync(folder, { recursive: true });
    const fresh = await createDatabase(engine);
    try {
      await prepare(fresh);
      return await fresh.copy(name, folder);
    } finally {
      await fresh.drop();
    }
  });
  preparing = turn.catch(() => {});
  const kept = await turn;
  const copy = `harness_${process.pid}_${randomBytes(4).toString('hex')}`;
  return kept.copy(copy, tmpdir());
}
