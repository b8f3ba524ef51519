import { randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { postgresUrl } from './environment';

export type Engine = 'postgres' | 'sqlite';

/** A database that backends share, and a way into it beside them. */
export interface HarnessDatabase {
  engine: Engine;
  /** For `backend.database` of a backend's configuration. */
  config: object;
  /** Connected to the tables of one plugin: its schema, or its file. */
  open(pluginId?: string): Knex;
  /**
   * A second database that holds the same; it replaces one of that name. Nobody may be connected to
   * this one meanwhile. SQLite's files get into `folder`, beside these unless told.
   */
  copy(name: string, folder?: string): Promise<HarnessDatabase>;
  drop(): Promise<void>;
}

/** What backends get: each plugin has a schema of its own in one database. */
function onPostgres(url: string, database: string): HarnessDatabase {
  const { hostname, port, username, password } = new URL(url);
  const connection = {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database,
  };
  return {
    engine: 'postgres',
    config: { client: 'pg', pluginDivisionMode: 'schema', connection },
    open: (pluginId = 'itsm') =>
      knexFactory({ client: 'pg', connection, searchPath: [pluginId] }),
    copy: async name => {
      await asServer(url, async server => {
        await server.raw('drop database if exists ?? with (force)', [name]);
        await server.raw('create database ?? template ?? strategy file_copy', [
          name,
          database,
        ]);
      });
      return onPostgres(url, name);
    },
    drop: () =>
      asServer(url, server =>
        server.raw('drop database if exists ?? with (force)', [database]),
      ),
  };
}

async function asServer(
  url: string,
  work: (server: Knex) => PromiseLike<unknown>,
): Promise<void> {
  const server = knexFactory({ client: 'pg', connection: url });
  try {
    await work(server);
  } finally {
    await server.destroy();
  }
}

function onSqlite(directory: string): HarnessDatabase {
  return {
    engine: 'sqlite',
    config: { client: 'better-sqlite3', connection: { directory } },
    open: (pluginId = 'itsm') =>
      knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(directory, `${pluginId}.sqlite`) },
        useNullAsDefault: true,
        // Backends write meanwhile
        pool: {
          min: 1,
          max: 1,
          afterCreate: (raw: any, done: any) => {
            raw.pragma('busy_timeout = 30000');
            // As the plugin has it; the driver would do with less
            raw.pragma('synchronous = full');
            done();
          },
        },
      }),
    copy: async (name, folder = dirname(directory)) => {
      const other = join(folder, name);
      // Whoever looks for it meanwhile finds all of it or nothing
      const unfinished = `${other}.${process.pid}`;
      cpSync(directory, unfinished, { recursive: true });
      rmSync(other, { recursive: true, force: true });
      renameSync(unfinished, other);
      return onSqlite(other);
    },
    drop: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/**
 * A new, empty database: on a server (the one that `postgresUrl` names unless told), or as files in a
 * folder for temporary files.
 *
 * @throws Error when there is no PostgreSQL.
 */
export async function createDatabase(
  engine: Engine,
  server?: string,
): Promise<HarnessDatabase> {
  if (engine === 'sqlite') {
    return onSqlite(mkdtempSync(join(tmpdir(), 'itsm-harness-')));
  }
  const database = `harness_${process.pid}_${randomBytes(4).toString('hex')}`;
  const url = server ?? requirePostgres();
  await asServer(url, knex => knex.raw('create database ??', [database]));
  return onPostgres(url, database);
}

/** A database that outlives processes, by name, if there is one. `folder` is where SQLite's files are. */
export async function findDatabase(
  engine: Engine,
  name: string,
  folder: string,
): Promise<HarnessDatabase | undefined> {
  if (engine === 'sqlite') {
    const directory = join(folder, name);
    return existsSync(directory) ? onSqlite(directory) : undefined;
  }
  const url = requirePostgres();
  let isThere = false;
  await asServer(url, async server => {
    const { rows } = await server.raw(
      'select 1 from pg_database where datname = ?',
      [name],
    );
    isThere = rows.length > 0;
  });
  return isThere ? onPostgres(url, name) : undefined;
}

/** A database that outlives the process: found again or made. */
export async function keepDatabase(
  engine: Engine,
  name: string,
  folder: string,
): Promise<HarnessDatabase & { isNew: boolean }> {
  const found = await findDatabase(engine, name, folder);
  if (found) return { ...found, isNew: false };
  if (engine === 'sqlite') {
    const directory = join(folder, name);
    mkdirSync(directory, { recursive: true });
    return { ...onSqlite(directory), isNew: true };
  }
  const url = requirePostgres();
  await asServer(url, server => server.raw('create database ??', [name]));
  return { ...onPostgres(url, name), isNew: true };
}

function requirePostgres(): string {
  const url = postgresUrl();
  if (!url) {
    throw new Error('There is no PostgreSQL: set ITSM_HARNESS_POSTGRES_URL');
  }
  return url;
}
