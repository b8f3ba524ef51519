import { bootstrap } from '../bootstrap/bootstrap.mjs';
import { inRoot } from '../bootstrap/paths.mjs';
import { measuredPostgres } from '../postgres/keptPostgres.mjs';
import { main } from '../process/main.mjs';
import { step } from '../process/progress.mjs';
import { RUN_TYPESCRIPT } from '../process/typescript.mjs';
import { endTogether, exitOf, startVisibly } from '../process/run.mjs';

/**
 * Runs a TypeScript program of this repository beside a PostgreSQL that keeps its data and flushes
 * what it commits, unless ITSM_HARNESS_POSTGRES_URL names one. Arguments and exit code are passed on.
 */
export async function runMeasuring({ title, entry }) {
  let postgres;
  endTogether(async () => postgres?.stop());
  await main(async () => {
    const tools = await bootstrap();
    let url = process.env.ITSM_HARNESS_POSTGRES_URL;
    if (!url) {
      postgres = await step('PostgreSQL', measuredPostgres);
      url = postgres.url;
    }
    const program = startVisibly(
      tools.node,
      [...RUN_TYPESCRIPT, inRoot(entry), ...process.argv.slice(2)],
      {
        cwd: inRoot(),
        env: { ...tools.env, ITSM_HARNESS_POSTGRES_URL: url },
      },
    );
    const code = await exitOf(program);
    await postgres?.stop();
    if (code !== 0) {
      console.log(`✖ ${title} ended with ${code}`);
      process.exitCode = 1;
    }
  });
}
