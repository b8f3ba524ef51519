// The portals of the end-to-end tests: built frontends, empty SQLite databases, gone afterwards.
// Started by playwright.config.ts with ITSM_E2E_PORTALS, a list of { name, app, port, records, indexedEvery }: `app` is a folder of
// packages, `records` how many months of the demo's history are told before its newest records, or 'none', `indexedEvery` how
// often the search reads the records, in seconds.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { logFile } from './bootstrap/paths.mjs';
import { ensureAppBuilt } from './portal/appBuild.mjs';
import { startBackend } from './portal/backend.mjs';
import { main } from './process/main.mjs';
import { CommandError, endTogether, exitOf } from './process/run.mjs';

const portals = JSON.parse(process.env.ITSM_E2E_PORTALS);
const parent = mkdtempSync(join(tmpdir(), 'itsm-e2e-'));

endTogether(async () => rmSync(parent, { recursive: true, force: true }));

function logOf(name) {
  const log = process.env.ITSM_E2E_LOG ?? logFile('e2e-backend');
  return log.replace('.log', `-${name}.log`);
}

function start(tools, { name, app, port, records, indexedEvery = 3600 }) {
  const directory = join(parent, name);
  mkdirSync(directory);
  return startBackend({
    ...tools,
    port: Number(port),
    database: { client: 'better-sqlite3', connection: { directory } },
    more: {
      demo_records: records !== 'none',
      demo_history: records === 'none' ? 0 : records,
      // The example of a kind from outside
      itsm_modules_risk: true,
      app_packageName: app,
      search_collators_itsm_schedule: {
        frequency: { seconds: indexedEvery },
        timeout: { minutes: 1 },
        initialDelay: { seconds: 1 },
      },
    },
    log: logOf(name),
  });
}

await main(async () => {
  const tools = await bootstrap();
  for (const app of new Set(portals.map(portal => portal.app))) {
    await ensureAppBuilt(tools, app);
  }
  await new Promise((_, reject) => {
    const startAll = async () => {
      // One after the other, for tests of the first run while the others start
      for (const portal of portals) {
        const backend = await start(tools, portal);
        const title = `The backend of the portal ${portal.name}`;
        exitOf(backend).then(code =>
          reject(new CommandError(title, code, logOf(portal.name))),
        );
      }
    };
    startAll().catch(reject);
  });
});
