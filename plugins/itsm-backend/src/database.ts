import {
  resolvePackagePath,
  type DatabaseService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';

/** Where this package keeps its migrations. */
export const migrationsDirectory = () =>
  resolvePackagePath('backstage-plugin-itsm-backend', 'migrations');

/** The plugin's database, migrated unless the installation does that elsewhere. */
export async function openDatabase(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
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
