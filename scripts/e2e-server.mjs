// The portal of the end-to-end tests: built frontend, empty SQLite databases, gone afterwards.
// Started by playwright.config.ts. Variables: ITSM_E2E_PORT, ITSM_E2E_LOG, ITSM_E2E_APP (a folder of packages),
// ITSM_E2E_RECORDS (how many months of the demo's history are told before its newest records, or none: no records).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { logFile } from './bootstrap/paths.mjs';
import { ensureAppBuilt } from './portal/appBuild.mjs';
import { startBackend } from './portal/backend.mjs';
import { main } from './process/main.mjs';
import { CommandError, endTogether, exitOf } from './process/run.mjs';

const directory = mkdtempSync(join(tmpdir(), 'itsm-e2e-'));
const log = process.env.ITSM_E2E_LOG ?? logFile('e2e-backend');
const app = process.env.ITSM_E2E_APP ?? 'app';
const records = process.env.ITSM_E2E_RECORDS ?? '0';

endTogether(async () => rmSync(directory, { recursive: true, force: true }));

await main(async () => {
  const tools = await bootstrap();
  await ensureAppBuilt(tools, app);
  const backend = await startBackend({
    ...tools,
    port: Number(process.env.ITSM_E2E_PORT),
    database: { client: 'better-sqlite3', connection: { directory } },
    // The example of a kind from outside
    more: {
      demo_records: records !== 'none',
      demo_history: records === 'none' ? 0 : Number(records),
      itsm_modules_risk: true,
      app_packageName: app,
      search_collators_itsm_schedule: {
        frequency: { seconds: 10 },
        timeout: { minutes: 1 },
        initialDelay: { seconds: 1 },
      },
    },
    log,
  });
  throw new CommandError('The backend', await exitOf(backend), log);
});
