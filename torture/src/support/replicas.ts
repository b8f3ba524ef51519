import {
  type BackendOptions,
  type BackendProcess,
  type HarnessDatabase,
  untilCatalogKnows,
} from 'itsm-harness';
import type { Knex } from 'knex';
import type { Arena } from '../TortureTest';
import { Tokens } from './people';
import { openWire, type Wire } from './wire';

/** One backend of a test's own, that the test may kill and start again at the same address. */
export interface Replica {
  readonly name: string;
  backend: BackendProcess;
  wire: Wire;
  restart(): Promise<void>;
}

/** Backends of a test's own on one database, and a way into it beside them. */
export interface Replicas {
  all: Replica[];
  database: HarnessDatabase;
  knex: Knex;
  tokens: Tokens;
  close(): Promise<void>;
}

/** SQLite has one writer, so there it is always one backend. */
export async function startReplicas(
  arena: Arena,
  count: number,
  options: Omit<BackendOptions, 'database'> & {
    database?: HarnessDatabase;
  } = {},
): Promise<Replicas> {
  const database = options.database ?? (await arena.newDatabase());
  const all: Replica[] = [];
  const wanted = arena.engine === 'sqlite' ? 1 : count;
  // One after the other, as a rolling start does
  while (all.length < wanted) {
    const start = (port?: number) =>
      arena.start({ ...options, database, port: port ?? options.port });
    const backend = await start();
    const replica: Replica = {
      name: `replica ${all.length + 1}`,
      backend,
      wire: openWire(backend.port),
      restart: async () => {
        replica.wire.close();
        replica.backend = await start(backend.port);
        replica.wire = openWire(backend.port);
      },
    };
    all.push(replica);
    await untilCatalogKnows(backend);
  }
  const knex = database.open();
  return {
    all,
    database,
    knex,
    tokens: new Tokens({
      signIn: person => all[0].backend.signIn(person),
    }),
    close: async () => {
      all.forEach(replica => replica.wire.close());
      await knex.destroy();
    },
  };
}

/** Makes a scheduled task of the plugin run now instead of some seconds later. */
export async function runTask(
  { wire }: Pick<Replica, 'wire'>,
  task: string,
): Promise<void> {
  await wire.send({
    method: 'POST',
    path: `/api/itsm/.backstage/scheduler/v1/tasks/${task}/trigger`,
  });
}
