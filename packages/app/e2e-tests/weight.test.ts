import { gzipSync } from 'node:zlib';
import { expect, signInAs, test } from './support';
import { followTraffic } from './support/traffic';

/** No other test changes its records, which would make the page ask again. */
const ENTITY = '/catalog/default/component/payments';

/** Bytes after gzip of what a tab may fetch when it opens. */
const TAB_BUDGET = 60_000;

const isStatic = (url: string) => /\/static\/.*\.(js|css)$/.test(url);

for (const { tab, plural } of [
  { tab: 'Incidents', plural: 'incidents' },
  { tab: 'Problems', plural: 'problems' },
  { tab: 'Changes', plural: 'changes' },
]) {
  test(`the ${tab} tab is light, and one request lists its records`, async ({
    page,
  }) => {
    const traffic = followTraffic(page);
    await signInAs(page, 'eddie', ENTITY);
    await expect(page.getByText('Service health')).toBeVisible();
    // What the host's own cards fetch late is not the tab's
    await traffic.untilQuiet();

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
    await traffic.untilQuiet();

    const bytes = (await Promise.all(files)).reduce((a, b) => a + b, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(TAB_BUDGET);
    expect(first).toHaveLength(1);
  });
}
