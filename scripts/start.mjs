// npm start: the demo portal on http://localhost:7007, in one process, on SQLite or (--postgres) on
// PostgreSQL. Variables: PORT, HOST, ITSM_POSTGRES_URL.
import { mkdirSync } from 'node:fs';
import { bootstrap } from './bootstrap/bootstrap.mjs';
import { inRoot, logFile } from './bootstrap/paths.mjs';
import { ensureAppBuilt } from './portal/appBuild.mjs';
import { startBackend } from './portal/backend.mjs';
import { persistentPostgres } from './postgres/keptPostgres.mjs';
import { main } from './process/main.mjs';
import { isPortFree } from './process/port.mjs';
import { duration, step } from './process/progress.mjs';
import { CommandError, endTogether, exitOf } from './process/run.mjs';

const began = performance.now();
const port = Number(process.env.PORT ?? 7007);
const onPostgres = process.argv.includes('--postgres');
let postgres;

endTogether(async () => postgres?.stop());

async function findDatabase() {
  if (!onPostgres) {
    const directory = inRoot('data', 'sqlite');
    mkdirSync(directory, { recursive: true });
    return { client: 'better-sqlite3', connection: { directory } };
  }
  let url = process.env.ITSM_POSTGRES_URL;
  if (!url) {
    postgres = await step('PostgreSQL', persistentPostgres);
    console.log(`  Its data is in ${postgres.folder}`);
    url = postgres.url;
  }
  return { client: 'pg', connection: url };
}

await main(async () => {
  if (!(await isPortFree(port))) {
    throw Object.assign(
      new Error(`Something listens on port ${port} already.`),
      {
        hint: `Try another one: PORT=${port + 1} npm start`,
      },
    );
  }
  const tools = await bootstrap();
  await ensureAppBuilt(tools);
  const database = await findDatabase();
  const log = logFile('backend');
  const backend = await step('Backend', () =>
    startBackend({
      ...tools,
      port,
      host: process.env.HOST,
      database,
      // One process would hear its own events anyhow; `auto` loses them between two
      ...(onPostgres && { useEventBus: 'always' }),
      log,
    }),
  );
  console.log(`
  ITSM for Backstage is ready after ${duration(performance.now() - began)}: http://localhost:${port}
  Log: ${log} · Ctrl-C stops it
`);
  const code = await exitOf(backend);
  throw new CommandError('The backend', code, log);
});
