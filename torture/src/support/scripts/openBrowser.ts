import { execFileSync } from 'node:child_process';
import { chromium, type Browser } from 'playwright-core';
import { ROOT } from 'itsm-harness';

/** Builds the frontend unless it is, and names the browser as the end-to-end tests find it. */
const PREPARE = `
  import { ensureAppBuilt } from './scripts/portal/appBuild.mjs';
  import { findBrowser } from './scripts/testing/browser.mjs';
  await ensureAppBuilt({ node: process.execPath, env: process.env });
  console.log(JSON.stringify(findBrowser(process.execPath)));
`;

/** A browser for the built portal. */
export async function openBrowser(): Promise<Browser> {
  const printed = execFileSync(
    process.execPath,
    ['--input-type=module', '--eval', PREPARE],
    { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const env = {
    ...process.env,
    ...JSON.parse(printed.trim().split('\n').pop()!),
  };
  return chromium.launch({
    executablePath: env.ITSM_CHROMIUM,
    env,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run'],
  });
}
