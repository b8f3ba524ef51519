import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { yieldToEventLoop } from './yieldToEventLoop';
import { redactDatabaseErrors } from './redactDatabaseErrors';

/** Where this package keeps its migrations. */
export const migrationsDirectory = () =>
  resolvePackagePath('backstage-plugin-itsm-backend', 'migrations');

/** The plugin's database, migrated unless the installation does that elsewhere. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  redactDatabaseErrors(knex);
  if (!isPostgres(knex)) {
    // Readers don't wait for writers, and a commit costs one fsync instead of several.
    await knex.raw('pragma journal_mode = wal');
    // The driver opens a file that is in this mode already with NORMAL: then what was acknowledged
    // would be lost in a power cut.
    await knex.raw('pragma synchronous = full');
    yieldToEventLoop(knex);
  }
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: migrationsDirectory() });
  }
  return knex;
}

/** The two engines differ in locks, sequences, full text and little else. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

/** bigint columns are strings on PostgreSQL and numbers on SQLite. */
export function toNumber(value: unknown): number {
  return Number(value);
}

export function toNullableNumber(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** Epoch milliseconds of a UUIDv7: its first 48 bits (RFC 9562). */
export function timeOfId(uuid: string): number {
  return parseInt(uuid.replace(/-/g, '').slice(0, 12), 16);
}
