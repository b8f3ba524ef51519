import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';

test('somebody who chose German in the settings reads German', async ({
  page,
}) => {
  // Where the settings page keeps the choice
  await page.addInitScript(() => localStorage.setItem('language', 'de'));
  await signInAs(page, 'olivia', '/itsm/incidents?state=all');
  await expect(
    page.getByRole('button', { name: 'Störung melden' }).first(),
  ).toBeVisible();
  await expect(page.getByText('In Arbeit').first()).toBeVisible();
  await page.getByRole('row', { name: /Card payments fail/ }).click();
  await expect(page.getByRole('heading', { name: 'Verlauf' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Beheben' })).toBeVisible();
  await expect(page.getByText(/vor \d+ (Min|Std)/).first()).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');
  await screenshot(page, 'record-german');
});

test('titles of pages and tabs are German too', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('language', 'de'));
  await signInAs(page, 'adam', '/itsm/my-work');
  await expect(
    page.getByRole('tab', { name: 'Meine Arbeit', selected: true }),
  ).toBeVisible();
  const tabs = await page.getByRole('tab').allTextContents();
  expect(tabs).toEqual([
    'Meine Arbeit',
    'Störungen',
    'Probleme',
    'Changes',
    'Anfragen',
    'Wissen',
    'Risiken',
    'Administration',
  ]);
  await page.goto('/catalog/default/component/payments/incidents');
  for (const tab of ['Störungen', 'Probleme', 'Changes', 'Wissen']) {
    await expect(
      page.getByRole('link', { name: tab, exact: true }).first(),
    ).toBeVisible();
  }
  await expect(
    page.getByRole('link', { name: 'Problems', exact: true }),
  ).toHaveCount(0);
});

test('the home page and the types of search results have German titles', async ({
  page,
}) => {
  await page.addInitScript(() => localStorage.setItem('language', 'de'));
  await signInAs(page, 'olivia', '/home');
  await expect(
    page.getByText('Meine Arbeit', { exact: true }).first(),
  ).toBeVisible();
  await page.goto('/search?query=card');
  for (const type of ['Störungen', 'Wissen', 'Risiken']) {
    await expect(
      page.getByRole('button', { name: type, exact: true }),
    ).toBeVisible();
  }
});
