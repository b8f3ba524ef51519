import {
  startBackend,
  until,
  type BackendProcess,
  type Engine,
  type HarnessDatabase,
} from 'itsm-harness';
import type { Filled, Size } from '../fill';
import { openHttp, type HttpSession } from './HttpSession';
import { openSql, type SqlSession } from './SqlSession';

/** The caller of all measurements: an engineer, who may read what is not restricted or theirs. */
export const CALLER = 'user:default/eddie';

/** A filled database with a backend on it, ready to be measured. */
export interface Stage {
  engine: Engine;
  size: Size;
  filled: Filled;
  /** The id of the newest record that nobody here has written. */
  lastFilled: string;
  /** A copy: scenarios may write. */
  database: HarnessDatabase;
  backend: BackendProcess;
  /** Of the caller. */
  token: string;
  /** Who the caller is to the policy: the user and the user's groups. */
  refs: string[];
  http: HttpSession;
  sql: SqlSession;
  close(): Promise<void>;
}

const SETTINGS = {
  // A run is longer than an hour
  auth: { backstageTokenExpiration: { hours: 24 } },
  // Work that a portal does by the clock would fall into somebody's block
  search: {
    collators: {
      catalog: {
        schedule: {
          frequency: { days: 1 },
          initialDelay: { days: 1 },
          timeout: { hours: 1 },
        },
      },
    },
  },
};

/** One path of each plugin that is measured. */
const USED = [
  '/api/itsm/v1/settings',
  '/api/catalog/entities/by-query?limit=1',
];

const PROBE_FILE = require.resolve('../probe/probe.ts');

/** Starts a backend as all measurements have it: the demo portal with the probe in it. */
export function startMeasured(
  database: HarnessDatabase,
): Promise<BackendProcess> {
  return startBackend({
    database,
    modules: [PROBE_FILE],
    config: SETTINGS,
  });
}

/** Copies the filled database and starts a backend on the copy. */
export async function openStage(filled: Filled): Promise<Stage> {
  const database = await filled.copy();
  const backend = await startMeasured(database);
  let token = '';
  await until(async () => {
    token = await backend.signIn(CALLER);
    return true;
  }, `the catalog to know ${CALLER}`);
  const http = openHttp(backend.url, token);
  const { claims } = await http.json('/api/auth/v1/userinfo');
  // Each plugin asks for the keys of tokens by itself, and a backend that starts may be too busy to answer
  for (const path of USED) {
    await until(() => http.json(path), `${path} to be answered`);
  }
  const sql = await openSql(database);
  await warmUp(sql);
  const [newest] = await sql.run('select max(id) as id from records');
  return {
    lastFilled: newest.id,
    engine: filled.engine,
    size: filled.size,
    filled,
    database,
    backend,
    token,
    refs: [...new Set<string>([claims.sub, ...claims.ent])].sort(),
    http,
    sql,
    close: async () => {
      http.close();
      await sql.close();
      await backend.kill();
      await database.drop();
    },
  };
}

/** A copy is as cold as a disk: what lists and searches read is read once. */
async function warmUp(sql: SqlSession): Promise<void> {
  for (const table of ['records', 'links', 'principals', 'entries']) {
    await sql.run(`select count(*) from ${table}`);
  }
  if (sql.engine === 'postgres') {
    await sql.run('analyze');
    await sql.run('vacuum');
  }
}
