import type { Page, Response } from '@playwright/test';
import { gzipSync } from 'node:zlib';
import { expect, signInAs, test } from './support';
import { untilCatalogIsRead } from './support/untilCatalogIsRead';

test.beforeAll(untilCatalogIsRead);

/** Bytes after gzip of what a tab may fetch when it opens. */
const TAB_BUDGET = 60_000;

const isStatic = (url: string) => /\/static\/.*\.(js|css)$/.test(url);

const isOurs = (url: string) => url.includes('/api/itsm/');

/** Waits until the page has fetched nothing for two seconds, and nobody else changes its records. */
async function untilQuiet(page: Page) {
  let last = Date.now();
  const onResponse = (response: Response) => {
    const url = response.url();
    if (isStatic(url) || isOurs(url)) last = Date.now();
  };
  page.on('response', onResponse);
  await expect
    .poll(() => Date.now() - last, { timeout: 30_000 })
    .toBeGreaterThan(2_000);
  page.off('response', onResponse);
}

for (const { tab, plural } of [
  { tab: 'Incidents', plural: 'incidents' },
  { tab: 'Problems', plural: 'problems' },
  { tab: 'Changes', plural: 'changes' },
]) {
  test(`the ${tab} tab is light, and one request lists its records`, async ({
    page,
  }) => {
    await signInAs(page, 'eddie', '/catalog/default/component/checkout');
    await expect(page.getByText('Service health')).toBeVisible();
    // What the host's own cards fetch late is not the tab's
    await untilQuiet(page);

    const files: Promise<number>[] = [];
    const lists: string[] = [];
    page.on('response', response => {
      const url = response.url();
      if (isStatic(url)) {
        files.push(response.body().then(body => gzipSync(body).length));
      }
      // The card of the overview asks for more at once
      if (url.includes(`/api/itsm/v1/${plural}?`) && /limit=20\b/.test(url)) {
        lists.push(url);
      }
    });
    await page.getByRole('link', { name: tab, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/${plural}`));
    const rows = page.getByRole('row', { name: /(INC|PRB|CHG)-\d{6}/ });
    await expect(rows.first()).toBeVisible();
    // Later ones follow signals: somebody else changed a record
    const first = [...lists];
    await page.waitForLoadState('networkidle');

    const bytes = (await Promise.all(files)).reduce((a, b) => a + b, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(TAB_BUDGET);
    expect(first).toHaveLength(1);
  });
}
