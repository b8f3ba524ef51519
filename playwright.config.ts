import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { generateProjects } from '@backstage/e2e-test-utils/playwright';
import {
  LONG_TIMEOUT_MS,
  STEP_TIMEOUT_MS,
  TEST_TIMEOUT_MS,
} from './packages/app/e2e-tests/support/timeouts';

/**
 * Run it with `npm run test:e2e`, which finds a browser and a free port first; arguments for
 * Playwright go behind a second `--`: `npm run test:e2e -- -- --headed -g "signs in"`.
 *
 * Against a portal that runs already: set PLAYWRIGHT_URL.
 */
const output = process.env.ITSM_E2E_OUTPUT ?? 'e2e-test-results';
const port = process.env.ITSM_E2E_PORT ?? '7107';
// Tests read the ports of further portals; against one that runs already they need these too
if (!process.env.PLAYWRIGHT_URL) {
  process.env.ITSM_E2E_LEGACY_PORT ??= '7108';
  process.env.ITSM_E2E_EMPTY_PORT ??= '7109';
  if (process.env.ITSM_SCREENSHOTS === '1') {
    process.env.ITSM_E2E_FULL_PORT ??= '7110';
  }
}
const {
  ITSM_E2E_LEGACY_PORT: legacyPort,
  ITSM_E2E_EMPTY_PORT: emptyPort,
  ITSM_E2E_FULL_PORT: fullPort,
} = process.env;
const baseURL = process.env.PLAYWRIGHT_URL ?? `http://localhost:${port}`;

const launchOptions = {
  executablePath: process.env.ITSM_CHROMIUM,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** The portals, in the order in which they start: tests of the first run while the others start. */
const portals = [
  { name: 'app', port, app: 'app', records: 0, indexedEvery: 10 },
  { name: 'empty', port: emptyPort, app: 'app', records: 'none' },
  // The old frontend system, for the tests of ./legacy; its history is for those of ./history
  { name: 'legacy', port: legacyPort, app: 'app-legacy', records: 2 },
  { name: 'full', port: fullPort, app: 'app', records: 12 },
].filter(portal => portal.port);

/** Tests of portals of their own, which run last: those portals take longest until they are there. */
const OF_OTHER_PORTALS = [
  '**/empty.test.ts',
  '**/history.test.ts',
  '**/legacy.test.ts',
  '**/pictures/**',
];

export default defineConfig({
  globalSetup: './packages/app/e2e-tests/support/globalSetup.ts',
  timeout: TEST_TIMEOUT_MS,
  expect: { timeout: STEP_TIMEOUT_MS, toPass: { timeout: STEP_TIMEOUT_MS } },
  forbidOnly: !!process.env.CI,
  // The tests share a portal, and none depends on another
  fullyParallel: true,
  workers: 2,
  // What passes only the second time is counted as flaky by `npm test`
  retries: 1,
  reporter: [
    ['list'],
    ['html', { open: 'never', outputFolder: join(output, 'report') }],
    ...(process.env.ITSM_E2E_REPORT
      ? [['json', { outputFile: process.env.ITSM_E2E_REPORT }] as const]
      : []),
  ],
  outputDir: join(output, 'results'),
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    viewport: { width: 1400, height: 900 },
    screenshot: 'only-on-failure',
    actionTimeout: STEP_TIMEOUT_MS,
    navigationTimeout: STEP_TIMEOUT_MS,
    // To record each test takes a third of the time
    trace: 'on-first-retry',
  },
  webServer: process.env.PLAYWRIGHT_URL
    ? undefined
    : {
        command: 'node scripts/e2e-server.mjs',
        env: { ITSM_E2E_PORTALS: JSON.stringify(portals) },
        url: `http://localhost:${port}/.backstage/health/v1/readiness`,
        timeout: LONG_TIMEOUT_MS,
        gracefulShutdown: { signal: 'SIGTERM', timeout: 15_000 },
        stdout: 'pipe',
      },
  projects: generateProjects().flatMap(project => {
    const use = { ...project.use, launchOptions };
    return [
      { ...project, use, testIgnore: OF_OTHER_PORTALS },
      {
        ...project,
        name: `${project.name}, other portals`,
        use,
        testMatch: OF_OTHER_PORTALS,
        // Pictures of a full portal test nothing
        testIgnore: fullPort ? [] : ['**/pictures/**'],
      },
    ];
  }),
});
