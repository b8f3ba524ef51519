import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { generateProjects } from '@backstage/e2e-test-utils/playwright';

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

interface Portal {
  name: string;
  port: string;
  /** A folder of packages. */
  app?: string;
  /** How many months of history the demo's records have, or no records at all. */
  records?: number | 'none';
}

function start({ name, port: at, app = 'app', records = 0 }: Portal) {
  return {
    command: 'node scripts/e2e-server.mjs',
    env: {
      ITSM_E2E_APP: app,
      ITSM_E2E_PORT: at,
      ITSM_E2E_RECORDS: String(records),
      ...(process.env.ITSM_E2E_LOG && {
        ITSM_E2E_LOG: process.env.ITSM_E2E_LOG.replace('.log', `-${name}.log`),
      }),
    },
    url: `http://localhost:${at}/.backstage/health/v1/readiness`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 15_000 },
    stdout: 'pipe' as const,
  };
}

export default defineConfig({
  // Generous, for machines that are busy with something else
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: !!process.env.CI,
  // The tests share one portal: those of a file run in order, files side by side
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
  // Pictures of a full portal test nothing
  testIgnore: fullPort ? [] : ['**/pictures/**'],
  use: {
    baseURL,
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    viewport: { width: 1400, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
  },
  webServer: process.env.PLAYWRIGHT_URL
    ? undefined
    : [
        start({ name: 'app', port }),
        // The old frontend system, for the tests of ./legacy; its history is for those of ./history
        ...(legacyPort
          ? [
              start({
                name: 'legacy',
                port: legacyPort,
                app: 'app-legacy',
                records: 2,
              }),
            ]
          : []),
        ...(emptyPort
          ? [start({ name: 'empty', port: emptyPort, records: 'none' })]
          : []),
        ...(fullPort
          ? [start({ name: 'full', port: fullPort, records: 12 })]
          : []),
      ],
  projects: generateProjects().map(project => ({
    ...project,
    use: { ...project.use, launchOptions },
  })),
});
