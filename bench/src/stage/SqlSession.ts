import type { Engine, HarnessDatabase } from 'itsm-harness';
import type { Knex } from 'knex';
import { Client } from 'pg';

export type Row = Record<string, any>;
/** Runs a prepared statement; parameters are `$1`, `$2` … on both engines. */
export type Statement = (...parameters: unknown[]) => Promise<Row[]>;

/** The plugin whose tables are asked; on PostgreSQL its schema. */
const PLUGIN = 'itsm';

/** One connection to the database of the plugin, in this process and without any layer above the driver. */
export interface SqlSession {
  engine: Engine;
  /** The same text is prepared once. */
  prepare(text: string): Statement;
  run(text: string, ...parameters: unknown[]): Promise<Row[]>;
  /** Everything in it is one transaction. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Uses the drivers that the backend uses, with the connection settings of the harness. */
export async function openSql(database: HarnessDatabase): Promise<SqlSession> {
  const knex = database.open(PLUGIN);
  return database.engine === 'postgres' ? onPostgres(knex) : onSqlite(knex);
}

function session(
  engine: Engine,
  prepare: SqlSession['prepare'],
  close: SqlSession['close'],
): SqlSession {
  const run: SqlSession['run'] = (text, ...parameters) =>
    prepare(text)(...parameters);
  return {
    engine,
    prepare,
    run,
    close,
    transaction: async work => {
      // A writer that starts as a reader can't always become a writer on SQLite
      await run(engine === 'sqlite' ? 'begin immediate' : 'begin');
      try {
        const result = await work();
        await run('commit');
        return result;
      } catch (error) {
        await run('rollback');
        throw error;
      }
    },
  };
}

async function onPostgres(knex: Knex): Promise<SqlSession> {
  const client = new Client(knex.client.config.connection);
  await knex.destroy();
  await client.connect();
  await client.query(`set search_path to "${PLUGIN}"`);
  const names = new Map<string, string>();
  const prepare = (text: string): Statement => {
    if (!names.has(text)) names.set(text, `bench_${names.size}`);
    const name = names.get(text);
    return async (...values) =>
      (await client.query({ name, text, values })).rows;
  };
  return session('postgres', prepare, () => client.end());
}

async function onSqlite(knex: Knex): Promise<SqlSession> {
  const raw = await knex.client.acquireConnection();
  const statements = new Map<string, any>();
  const prepare = (text: string): Statement => {
    if (!statements.has(text)) statements.set(text, raw.prepare(text));
    const statement = statements.get(text);
    return async (...values) => {
      // `$1` is a name to SQLite
      const named = values.length
        ? [Object.fromEntries(values.map((value, i) => [i + 1, value]))]
        : [];
      return statement.reader
        ? statement.all(...named)
        : (statement.run(...named), []);
    };
  };
  return session('sqlite', prepare, async () => {
    await knex.client.releaseConnection(raw);
    await knex.destroy();
  });
}
