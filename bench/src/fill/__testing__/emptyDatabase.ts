import { join } from 'node:path';
import {
  createDatabase,
  ROOT,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';

/** Engines that tests run on: PostgreSQL where there is one. */
export const ENGINES: Engine[] =
  process.env.ITSM_TEST_DATABASES !== 'sqlite' &&
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING
    ? ['sqlite', 'postgres']
    : ['sqlite'];

/** A database with the engine's empty tables. */
export async function emptyDatabase(engine: Engine): Promise<HarnessDatabase> {
  const database = await createDatabase(engine);
  const knex = database.open('itsm');
  if (engine === 'postgres') await knex.raw('create schema itsm');
  await knex.migrate.latest({
    directory: join(ROOT, 'plugins/itsm-backend/migrations'),
  });
  if (engine === 'postgres') {
    for (const kind of ['incident', 'change']) {
      await knex.raw('create sequence if not exists ??', [
        `itsm_number_${kind}_it`,
      ]);
    }
  }
  await knex.destroy();
  return database;
}
