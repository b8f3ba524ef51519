import { inRoot } from '../bootstrap/paths.mjs';
import { ensureAppBuilt } from '../portal/appBuild.mjs';
import { temporaryPostgres } from '../postgres/keptPostgres.mjs';
import { freePort } from '../process/port.mjs';
import { findBrowser } from './browser.mjs';
import { BACKSTAGE_CLI, runTool } from './checks.mjs';
import { countJest, countPlaywright } from './counts.mjs';
import { inRunFolder } from './runFolder.mjs';

const PLAYWRIGHT = inRoot('node_modules', '@playwright', 'test', 'cli.js');

/** Runs a suite and counts its report, whether it passed or not. */
async function counted(report, count, work) {
  try {
    await work();
    return count(report);
  } catch (error) {
    error.counts = count(report);
    throw error;
  }
}

function jest(tools, { databases, postgresUrl, extra }) {
  const report = inRunFolder('jest.json');
  return counted(report, countJest, () =>
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
  run: async (tools, extra) => {
    const given = process.env.ITSM_TEST_POSTGRES_URL;
    const postgres = given ? undefined : await temporaryPostgres();
    try {
      return await jest(tools, {
        databases: 'sqlite,postgres',
        postgresUrl: given ?? postgres.url,
        extra,
      });
    } finally {
      await postgres?.stop();
    }
  },
};

export const quickTests = {
  name: 'tests on SQLite',
  run: (tools, extra) => jest(tools, { databases: 'sqlite', extra }),
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
    return counted(report, countPlaywright, () =>
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
