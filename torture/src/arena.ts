import {
  preparedDatabase,
  startBackend,
  untilCatalogKnows,
  type BackendOptions,
  type BackendProcess,
  type Engine,
  type HarnessDatabase,
  type Mutation,
} from 'itsm-harness';
import { HOOKS_CONFIG } from './support/hooks';
import type { Arena } from './TortureTest';

export interface OpenArena extends Arena {
  /** Shares backends and database with this one, and ends what is started in it alone. */
  scope(): OpenArena;
  close(): Promise<void>;
}

interface ArenaOptions {
  log?: (text: string) => void;
  /** They break every backend in it. */
  mutations?: Mutation[];
  isAlone?: boolean;
}

const open = new Set<OpenArena>();

/** For a process that has to end. */
export async function closeArenas(): Promise<void> {
  await Promise.all([...open].map(arena => arena.close()));
}

/** Everything a test starts, and the end of all of it. */
export async function openArena(
  engine: Engine,
  o: ArenaOptions = {},
): Promise<OpenArena> {
  const own = ownThings(engine, o);
  const database = await own.newDatabase();
  const backends: BackendProcess[] = [];
  let starting = Promise.resolve();
  const shared = async (count: number) => {
    const wanted = engine === 'sqlite' ? 1 : count;
    // One after the other, as a rolling start does: the host's own plugins migrate without a lock
    starting = starting.then(async () => {
      while (backends.length < wanted) {
        const backend = await own.start({ database, config: HOOKS_CONFIG });
        await untilCatalogKnows(backend);
        backends.push(backend);
      }
    });
    await starting;
    return backends.slice(0, wanted);
  };
  const arenaOf = (things: typeof own): OpenArena => ({
    engine,
    isAlone: o.isAlone ?? false,
    database,
    shared,
    log: o.log ?? (() => {}),
    ...things,
    scope: () => arenaOf(ownThings(engine, o)),
  });
  const arena: OpenArena = {
    ...arenaOf(own),
    close: async () => {
      open.delete(arena);
      await own.close();
    },
  };
  open.add(arena);
  return arena;
}

/** Databases and backends that end together. */
function ownThings(engine: Engine, o: ArenaOptions) {
  const databases: HarnessDatabase[] = [];
  const backends: BackendProcess[] = [];
  return {
    newDatabase: async () => {
      const database = await preparedDatabase(engine);
      databases.push(database);
      return database;
    },
    start: async (options: BackendOptions) => {
      const backend = await startBackend({
        ...options,
        mutations: options.mutations ?? o.mutations,
      });
      backends.push(backend);
      return backend;
    },
    close: async () => {
      await Promise.all(backends.map(backend => backend.kill()));
      for (const each of databases) await each.drop();
    },
  };
}
