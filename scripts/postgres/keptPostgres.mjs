import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, root } from '../bootstrap/paths.mjs';
import { isReachableByAll } from './binaries.mjs';

async function keep(folder, purpose) {
  const child = fork(
    inRoot('scripts', 'postgres', 'keeper.mjs'),
    [JSON.stringify({ folder, purpose })],
    // Of its own group, so that Ctrl-C ends the users of the database before the database
    { detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  const { url, error } = await new Promise(resolve => {
    child.once('message', resolve);
    child.once('exit', code => resolve({ error: `It ended with ${code}` }));
  });
  if (error) throw new Error(`PostgreSQL did not start. ${error}`);
  return {
    url,
    folder,
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve));
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** A PostgreSQL for tests: fast, careless, and gone without a trace afterwards. */
function temporaryPostgres() {
  return keep(
    mkdtempSync(join(realpathSync(tmpdir()), 'itsm-postgres-')),
    'temporary',
  );
}

/** A folder for data of this checkout that PostgreSQL's user can reach. */
function dataFolder(name, fallback) {
  mkdirSync(inRoot('data'), { recursive: true });
  const asRoot = process.getuid?.() === 0;
  const hash = createHash('sha256').update(root).digest('hex').slice(0, 12);
  return asRoot && !isReachableByAll(inRoot('data'))
    ? `/var/tmp/${fallback}-${hash}`
    : inRoot('data', name);
}

/**
 * A PostgreSQL for `npm test`: as careless as a temporary one, but databases whose names begin with `kept_` are there
 * again in the next run. A second run at the same time gets a temporary one.
 */
export function testPostgres() {
  return keep(dataFolder('test', 'itsm-test'), 'test').catch(temporaryPostgres);
}

/** A PostgreSQL that keeps its data from one start to the next, in data/postgres where it can. */
export function persistentPostgres() {
  return keep(dataFolder('postgres', 'itsm-for-backstage'), 'persistent');
}

/** A PostgreSQL for measurements: as careful as in production, with memory for a million records. */
export function measuredPostgres() {
  return keep(dataFolder('bench', 'itsm-bench'), 'measured');
}
