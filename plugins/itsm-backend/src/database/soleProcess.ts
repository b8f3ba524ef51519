import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { isPostgres } from './database';

/**
 * Warns when another process has the SQLite file open. SQLite takes both, but signals reach only the
 * browsers of one, writers wait for each other, and a task of one process runs in both.
 *
 * The lock is one of SQLite's own on a file beside the database. The operating system gives it back when its
 * process ends, however it ends, so that none is left over from a crash.
 *
 * @returns gives the lock back
 */
export async function claimSqliteFile(
  knex: Knex,
  logger: Pick<LoggerService, 'warn'>,
): Promise<() => void> {
  const nothing = () => {};
  if (isPostgres(knex)) return nothing;
  const attached = await knex.raw('pragma database_list');
  const file = attached.find((each: any) => each.name === 'main')?.file;
  // In memory
  if (!file) return nothing;
  try {
    // The driver that knex has loaded; it does not wait for a lock that somebody has
    const { driver: Database } = knex.client;
    const lock = new Database(`${file}.lock`, { timeout: 0 });
    try {
      lock.exec('begin exclusive');
      return () => lock.close();
    } catch (error) {
      lock.close();
      throw error;
    }
  } catch (error) {
    const { code } = error as { code?: string };
    logger.warn(
      code?.startsWith('SQLITE_BUSY')
        ? `Another process has the database ${file} open. An SQLite file is for one backend: stop the other process, give this one another file (backend.database), or use PostgreSQL for several`
        : `Whether another process has the database ${file} open is not known: ${file}.lock can't be written (${code})`,
    );
    return nothing;
  }
}
