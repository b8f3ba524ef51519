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
// The tests of ./legacy read it; against a portal that runs already they need one of the old system
if (!process.env.PLAYWRIGHT_URL) process.env.ITSM_E2E_LEGACY_PORT ??= '7108';
const legacyPort = process.env.ITSM_E2E_LEGACY_PORT;
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

/** A portal with the frontend of a folder of packages, and so many months of the demo's history. */
function portal(app: string, portalPort: string, months = 0) {
  return {
    command: 'node scripts/e2e-server.mjs',
    env: {
      ITSM_E2E_APP: app,
      ITSM_E2E_PORT: portalPort,
      ITSM_E2E_HISTORY: String(months),
      ...(process.env.ITSM_E2E_LOG && {
        ITSM_E2E_LOG: process.env.ITSM_E2E_LOG.replace('.log', `-${app}.log`),
      }),
    },
    url: `http://localhost:${portalPort}/.backstage/health/v1/readiness`,
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
        portal('app', port),
        // The old frontend system, for the tests of ./legacy; its history is for those of ./history
        ...(legacyPort ? [portal('app-legacy', legacyPort, 2)] : []),
      ],
  projects: generateProjects().map(project => ({
    ...project,
    use: { ...project.use, launchOptions },
  })),
});
