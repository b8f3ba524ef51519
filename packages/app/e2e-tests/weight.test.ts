import { gzipSync } from 'node:zlib';
import { expect, signInAs, test } from './support';
import { untilPeopleAreKnown } from './support/untilPeopleAreKnown';

test.beforeAll(untilPeopleAreKnown);

/** Bytes after gzip of what a tab may fetch when it opens. */
const TAB_BUDGET = 60_000;

for (const { tab, plural } of [
  { tab: 'Incidents', plural: 'incidents' },
  { tab: 'Changes', plural: 'changes' },
]) {
  test(`the ${tab} tab is light, and one request lists its records`, async ({
    page,
  }) => {
    await signInAs(page, 'eddie', '/catalog/default/component/checkout');
    await expect(page.getByText('Service health')).toBeVisible();
    await page.waitForLoadState('networkidle');

    const files: Promise<number>[] = [];
    const lists: string[] = [];
    page.on('response', response => {
      const url = response.url();
      if (/\/static\/.*\.(js|css)$/.test(url)) {
        files.push(response.body().then(body => gzipSync(body).length));
      }
      if (url.includes(`/api/itsm/v1/${plural}`)) lists.push(url);
    });
    await page.getByRole('link', { name: tab, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`/${plural}`));
    await expect(page.getByText(/(INC|CHG)-\d{6}/).first()).toBeVisible();
    await page.waitForLoadState('networkidle');

    const bytes = (await Promise.all(files)).reduce((a, b) => a + b, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(TAB_BUDGET);
    expect(lists).toHaveLength(1);
  });
}
