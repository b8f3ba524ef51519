import { expect, expectNoViolations, signInAs, test } from './support';
import { ask } from './support/api';
import { untilIndexed } from './support/searchIndex';

// Records are indexed every few seconds in the portal of these tests

const TITLE = 'Card payments fail for every third customer';

test('search finds a record by its number and by its words, for those who may read it', async ({
  page,
}) => {
  const { items } = await ask(
    page.request,
    'adam',
    `/incidents?state=all&q=${encodeURIComponent(TITLE)}`,
  );
  const { number } = items.find((item: any) => item.title === TITLE);
  await untilIndexed(page.request, TITLE);
  await signInAs(page, 'olivia', `/search?query=${number}`);
  const field = page.getByRole('textbox').first();
  const result = page.getByRole('link', { name: number }).first();
  await expect(result).toBeVisible();
  await expect(
    page.locator('[data-itsm-root=search-result]').first(),
  ).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root=search-result]');

  await field.fill('gateway');
  await expect(page.getByRole('link', { name: /CHG-/ }).first()).toBeVisible();
  await field.fill('every third customer');
  await expect(result).toBeVisible();
  await result.click();
  await expect(
    page.getByRole('heading', { name: /Card payments fail/ }),
  ).toBeVisible();
});

test('search does not find what somebody may not read', async ({ page }) => {
  await untilIndexed(
    page.request,
    'Move card payments to the new bank gateway',
  );
  const answered = page.waitForResponse(/api\/search\/query\?term=gateway/);
  await signInAs(page, 'rita', '/search?query=gateway');
  const { results } = await (await answered).json();
  expect(results.map((result: any) => result.type)).not.toContain(
    'itsm-change',
  );
  await expect(page.getByRole('link', { name: /CHG-/ })).toHaveCount(0);
});
