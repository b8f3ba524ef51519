import { expect, expectNoViolations, signInAs, test } from './support';
import { untilIndexed } from './support/searchIndex';

// examples/risk-register: the portal of these tests switches it on

test('a kind that a package brings has its tab, form, list, search and page', async ({
  page,
}) => {
  const title = `The bank changes its certificate ${Date.now()}`;
  await signInAs(page, 'adam', '/catalog/default/component/fraud-check');
  await page.getByRole('link', { name: 'Risks' }).click();
  await page.getByRole('button', { name: 'Register risk' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title);
  await dialog.getByRole('button', { name: 'Likelihood' }).click();
  await page.getByRole('option', { name: 'likely', exact: true }).click();
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(page.getByRole('row', { name: title })).toBeVisible();

  await page.goto('/itsm/risks');
  await expect(page.getByRole('tab', { name: 'Risks' })).toBeVisible();
  await page.getByRole('searchbox').fill('certificate');
  const row = page.getByRole('row', { name: title });
  await expect(row).toContainText('likely');
  await row.click();

  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expect(page.getByText(/RSK-\d+/).first()).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await dialog.getByRole('textbox', { name: /Reason/ }).fill('We are told');
  await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByText('Accepted').first()).toBeVisible();

  await untilIndexed(page.request, title);
  await page.goto(`/search?query=${encodeURIComponent(title)}`);
  await expect(
    page.getByRole('link', { name: new RegExp(`^RSK-\\d+ ${title}`) }).first(),
  ).toBeVisible();
});
