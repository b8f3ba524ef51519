import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { isAlive } from '../process/isAlive.mjs';

/** Older ones are of schemas that nobody has any more. */
const KEPT = 4;

/**
 * A server that does not flush what it writes may have left anything when it ended in a hurry: its files are deleted.
 *
 * @throws Error while that server runs
 */
export async function forgetCrashed(folder) {
  const lock = join(folder, 'cluster', 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  if (isAlive(pid)) throw new Error(`It runs already, as process ${pid}`);
  rmSync(folder, { recursive: true, force: true });
}

/** Drops what a run before left behind, but for the newest databases whose names begin with `kept_`. */
export async function dropWhatIsNotKept(url) {
  const server = new pg.Client({ connectionString: url });
  await server.connect();
  try {
    const { rows } = await server.query(
      "select datname as name from pg_database where not datistemplate and datname <> 'postgres' order by oid desc",
    );
    const kept = rows.filter(({ name }) => name.startsWith('kept_'));
    const stays = new Set(kept.slice(0, KEPT));
    for (const row of rows.filter(each => !stays.has(each))) {
      const name = server.escapeIdentifier(row.name);
      await server.query(`drop database ${name} with (force)`);
    }
  } finally {
    await server.end();
  }
}
