import { chromium } from '@playwright/test';
import { findBrowser } from '../testing/browser.mjs';

const TIMEOUT_MS = 60_000;

/** Signs in as a guest, opens the tab of an entity and the ITSM page. Throws if the browser reports an error. */
export async function openInBrowser({ node }, url) {
  const { ITSM_CHROMIUM, ...env } = findBrowser(node);
  const browser = await chromium.launch({
    executablePath: ITSM_CHROMIUM ?? process.env.ITSM_CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    env: { ...process.env, ...env },
  });
  const errors = [];
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(TIMEOUT_MS);
    page.on('pageerror', error => errors.push(error.message));
    await page.goto(`${url}/catalog/default/component/checkout/incidents`);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('link', { name: 'Incidents', exact: true }).waitFor();
    await page
      .getByRole('button', { name: 'Report incident' })
      .first()
      .waitFor();
    await page.goto(`${url}/itsm/incidents`);
    await page.getByRole('tab', { name: 'Incidents' }).waitFor();
    await page.getByRole('tab', { name: 'My work' }).click();
    await page.getByRole('tab', { name: 'My work', selected: true }).waitFor();
    if (errors.length) {
      throw new Error(`The browser reports:\n${errors.join('\n')}`);
    }
  } finally {
    await browser.close();
  }
}
