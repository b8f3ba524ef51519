import type { TestDatabaseId } from '@backstage/backend-test-utils';

/**
 * The databases that store tests run on. SQLite always; PostgreSQL where one is given, which
 * `npm test` does. `ITSM_TEST_DATABASES=sqlite` leaves it out for a quick run.
 */
export const databaseIds: TestDatabaseId[] =
  process.env.ITSM_TEST_DATABASES !== 'sqlite' &&
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING
    ? ['SQLITE_3', 'POSTGRES_18']
    : ['SQLITE_3'];
