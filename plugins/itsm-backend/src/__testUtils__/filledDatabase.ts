import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import knexFactory, { type Knex } from 'knex';
import { migrationsDirectory } from '../database/database';
import { fillRecords } from './fillRecords';

/** Of this checkout; safe to delete. */
const FOLDER = resolve(__dirname, '../../../../.toolchain/filled');

/** What the filled tables follow from; encoding of records and chain of entries are a part of it. */
const SOURCES = [
  join(__dirname, 'fillRecords.ts'),
  join(__dirname, '../records/recordRow.ts'),
  join(__dirname, '../search/tokens.ts'),
  join(__dirname, '../timeline/entryChain.ts'),
];

function hashOf(count: number): string {
  const migrations = migrationsDirectory();
  const files = readdirSync(migrations).sort();
  const hash = createHash('sha256').update(`${count}`);
  for (const file of [...SOURCES, ...files.map(f => join(migrations, f))]) {
    hash.update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 16);
}

async function fill(knex: Knex, count: number): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory() });
  await fillRecords(knex, { count });
}

/** A database of the test's own. */
interface FilledDatabase {
  knex: Knex;
  drop(): Promise<void>;
}

async function onSqlite(count: number): Promise<FilledDatabase> {
  const open = (filename: string) =>
    knexFactory({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
  const kept = join(FOLDER, `records-${hashOf(count)}.sqlite`);
  if (!existsSync(kept)) {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    const beside = `${kept}.${process.pid}`;
    const knex = open(beside);
    await knex.raw('pragma journal_mode = off');
    await knex.raw('pragma synchronous = off');
    await fill(knex, count);
    await knex.destroy();
    renameSync(beside, kept);
  }
  const folder = mkdtempSync(join(tmpdir(), 'itsm-filled-'));
  const own = join(folder, 'itsm.sqlite');
  copyFileSync(kept, own);
  const knex = open(own);
  return {
    knex,
    drop: async () => {
      await knex.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server of `npm test` keeps databases whose names begin so from one run to the next. */
const KEPT = 'kept_records_';

async function onPostgres(url: string, count: number): Promise<FilledDatabase> {
  const server = knexFactory({ client: 'pg', connection: url });
  const open = (database: string) => {
    const address = new URL(url);
    address.pathname = `/${database}`;
    return knexFactory({ client: 'pg', connection: String(address) });
  };
  const create = (name: string, template: string) =>
    server.raw('create database ?? template ?? strategy file_copy', [
      name,
      template,
    ]);
  const kept = `${KEPT}${hashOf(count)}`;
  const own = `filled_${randomBytes(6).toString('hex')}`;
  const exists = await server('pg_database').where({ datname: kept }).first();
  if (!exists) {
    await server.raw('create database ??', [own]);
    const knex = open(own);
    await fill(knex, count);
    await knex.destroy();
    await server.raw('alter database ?? rename to ??', [own, kept]);
  }
  await create(own, kept);
  const knex = open(own);
  return {
    knex,
    drop: async () => {
      await knex.destroy();
      await server.raw('drop database ?? with (force)', [own]);
      await server.destroy();
    },
  };
}

/**
 * A database with so many records (fillRecords), copied from one that is kept from one run to the next: filling takes
 * longer than what the tests then look at. It is filled anew when a migration or the generator changes.
 */
export function filledDatabase(
  id: TestDatabaseId,
  count: number,
): Promise<FilledDatabase> {
  const url = process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING;
  return id === 'SQLITE_3' ? onSqlite(count) : onPostgres(url!, count);
}
