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
    'Wissen',
    'Anfragen',
    'Aufgaben',
    'Nachbetrachtungen',
    'Nicht zugeordnet',
    'Zustellungen',
    // A module gives its own a title in one language
    'Risks',
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
