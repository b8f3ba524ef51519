import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
   * A second database that holds the same, beside this one. It replaces one of that name. Nobody may
   * be connected to this one meanwhile.
   */
  copy(name: string): Promise<HarnessDatabase>;
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
    copy: async name => {
      const beside = join(dirname(directory), name);
      rmSync(beside, { recursive: true, force: true });
      cpSync(directory, beside, { recursive: true });
      return onSqlite(beside);
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

/**
 * A database that outlives the process, by name: found again or made. `folder` is where SQLite's
 * files are.
 */
export async function keepDatabase(
  engine: Engine,
  name: string,
  folder: string,
): Promise<HarnessDatabase & { isNew: boolean }> {
  if (engine === 'sqlite') {
    const directory = join(folder, name);
    const isNew = mkdirSync(directory, { recursive: true }) !== undefined;
    return { ...onSqlite(directory), isNew };
  }
  const url = requirePostgres();
  let isNew = false;
  await asServer(url, async server => {
    const { rows } = await server.raw(
      'select 1 from pg_database where datname = ?',
      [name],
    );
    isNew = rows.length === 0;
    if (isNew) await server.raw('create database ??', [name]);
  });
  return { ...onPostgres(url, name), isNew };
}

function requirePostgres(): string {
  const url = postgresUrl();
  if (!url) {
    throw new Error('There is no PostgreSQL: set ITSM_HARNESS_POSTGRES_URL');
  }
  return url;
}
