import { inRoot, root } from '../bootstrap/paths.mjs';
import { ensureAppBuilt } from '../portal/appBuild.mjs';
import { testPostgres } from '../postgres/keptPostgres.mjs';
import { freePort } from '../process/port.mjs';
import { run } from '../process/run.mjs';
import { RUN_TYPESCRIPT } from '../process/typescript.mjs';
import { findBrowser } from './browser.mjs';
import { BACKSTAGE_CLI, runTool } from './checks.mjs';
import { countDoses, countJest, countPlaywright } from './counts.mjs';
import { inRunFolder } from './runFolder.mjs';
import { timesOfDoses, timesOfJest, timesOfPlaywright } from './timings.mjs';

const PLAYWRIGHT = inRoot('node_modules', '@playwright', 'test', 'cli.js');

const JEST = { count: countJest, times: timesOfJest };
const BROWSER = { count: countPlaywright, times: timesOfPlaywright };
const DOSES = { count: countDoses, times: timesOfDoses };

/** Runs a suite and reads its report, whether it passed or not. */
async function counted(report, { count, times }, work) {
  const read = () => ({ ...count(report), times: times(report) });
  try {
    await work();
    return read();
  } catch (error) {
    error.counts = read();
    throw error;
  }
}

/** Runs `work` beside the PostgreSQL that is given, or one that ends with it. */
async function withPostgres(work) {
  const given = process.env.ITSM_TEST_POSTGRES_URL;
  const postgres = given ? undefined : await testPostgres();
  try {
    return await work(given ?? postgres.url);
  } finally {
    await postgres?.stop();
  }
}

function jest(tools, { databases, postgresUrl, extra }) {
  const report = inRunFolder('jest.json');
  return counted(report, JEST, () =>
    runTool(
      tools,
      'tests',
      BACKSTAGE_CLI,
      [
        'repo',
        'test',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
        ...extra,
      ],
      {
        env: {
          ...tools.env,
          CI: 'true',
          BACKSTAGE_TEST_DISABLE_DOCKER: '1',
          ITSM_TEST_DATABASES: databases,
          ...(postgresUrl && {
            BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgresUrl,
          }),
        },
      },
    ),
  );
}

/** Unit and integration tests, every store on both databases. */
export const tests = {
  name: 'tests on SQLite and PostgreSQL',
  run: (tools, extra) =>
    withPostgres(postgresUrl =>
      jest(tools, { databases: 'sqlite,postgres', postgresUrl, extra }),
    ),
};

export const quickTests = {
  name: 'tests on SQLite',
  run: (tools, extra) =>
    jest(tools, {
      databases: 'sqlite',
      // The bench starts five backends to show that it works
      extra: [
        '--testPathIgnorePatterns=/node_modules/',
        '--testPathIgnorePatterns=bench/src/smoke',
        ...extra,
      ],
    }),
};

/** What tries to break the product, a little of each, by torture's own command line. */
export const doses = {
  name: 'small doses of torture',
  run: (tools, extra) =>
    withPostgres(postgresUrl => {
      const report = inRunFolder('doses.json');
      return counted(report, DOSES, () =>
        run(
          'doses',
          tools.node,
          [
            ...RUN_TYPESCRIPT,
            inRoot('torture', 'src', 'main.ts'),
            '--doses',
            `--json=${report}`,
            ...extra,
          ],
          {
            cwd: root,
            env: { ...tools.env, ITSM_HARNESS_POSTGRES_URL: postgresUrl },
            log: inRunFolder('doses.log'),
          },
        ),
      );
    }),
};

export const appBuild = {
  name: 'frontend build',
  run: tools => ensureAppBuilt(tools),
};

/** The built portal in a real browser; playwright.config.ts starts and stops it. */
export const endToEnd = {
  name: 'end-to-end tests',
  run: async (tools, extra) => {
    const report = inRunFolder('playwright.json');
    const browser = findBrowser(tools.node);
    const port = await freePort();
    const legacyPort = await freePort();
    const emptyPort = await freePort();
    return counted(report, BROWSER, () =>
      runTool(tools, 'e2e', PLAYWRIGHT, ['test', ...extra], {
        env: {
          ...tools.env,
          ...browser,
          ITSM_E2E_OUTPUT: inRunFolder('e2e'),
          ITSM_E2E_PORT: String(port),
          ITSM_E2E_LEGACY_PORT: String(legacyPort),
          ITSM_E2E_EMPTY_PORT: String(emptyPort),
          ITSM_E2E_REPORT: report,
          ITSM_E2E_LOG: inRunFolder('backend.log'),
        },
      }),
    );
  },
};
