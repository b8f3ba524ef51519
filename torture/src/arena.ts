import {
  createDatabase,
  startBackend,
  type BackendOptions,
  type BackendProcess,
  type Engine,
  type HarnessDatabase,
  type Mutation,
  until,
} from 'itsm-harness';
import type { Arena } from './TortureTest';

export interface OpenArena extends Arena {
  close(): Promise<void>;
}

/** Everything a test starts, and the end of all of it. `mutations` break every backend in it. */
export async function openArena(
  engine: Engine,
  o: { log?: (text: string) => void; mutations?: Mutation[] } = {},
): Promise<OpenArena> {
  const databases: HarnessDatabase[] = [];
  const backends: BackendProcess[] = [];
  const shared: BackendProcess[] = [];

  const newDatabase = async () => {
    const database = await createDatabase(engine);
    databases.push(database);
    return database;
  };
  const start = async (options: BackendOptions) => {
    const backend = await startBackend({
      ...options,
      mutations: options.mutations ?? o.mutations,
    });
    backends.push(backend);
    return backend;
  };
  const database = await newDatabase();
  return {
    engine,
    database,
    newDatabase,
    start,
    log: o.log ?? (() => {}),
    shared: async count => {
      const wanted = engine === 'sqlite' ? 1 : count;
      // One after the other, as a rolling start does: the host's own plugins migrate without a lock
      while (shared.length < wanted) {
        shared.push(await start({ database }));
        await untilCatalogKnows(shared[shared.length - 1]);
      }
      return shared.slice(0, wanted);
    },
    close: async () => {
      await Promise.all(backends.map(backend => backend.kill()));
      for (const each of databases) await each.drop();
    },
  };
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
