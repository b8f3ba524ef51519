import { expect, expectNoViolations, signInAs, test } from './support';
import { untilCatalogIsRead } from './support/untilCatalogIsRead';

// Records are indexed every few seconds in the portal of these tests

test.beforeAll(untilCatalogIsRead);

test('search finds a record by its number and by its words, for those who may read it', async ({
  page,
}) => {
  await signInAs(page, 'olivia', '/search');
  const field = page.getByRole('textbox').first();
  const result = page.getByRole('link', { name: /INC-000009/ }).first();
  await expect(async () => {
    await page.goto('/search?query=INC-000009');
    await expect(result).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
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
  await signInAs(page, 'rita', '/search');
  const answered = page.waitForResponse(/api\/search\/query\?term=gateway/);
  await page.goto('/search?query=gateway');
  const { results } = await (await answered).json();
  expect(results.map((result: any) => result.type)).not.toContain(
    'itsm-change',
  );
  await expect(page.getByRole('link', { name: /CHG-/ })).toHaveCount(0);
});
