import { expect, expectNoViolations, test } from './support';
import { untilHistoryIsThere } from './support/portal';

// The same pages in an app of the old frontend system (packages/app-legacy), which signs in by itself

const port = process.env.ITSM_E2E_LEGACY_PORT;
const url = `http://localhost:${port}`;

test.skip(!port, 'There is no portal of the old frontend system');
test.use({ baseURL: url });
test.beforeAll(() => untilHistoryIsThere(url));

test('the old frontend system shows the tabs of an entity and the page of a record', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/payments');
  await expect(page.getByText(/open incident/).first()).toBeVisible();
  for (const [tab, title] of [
    ['Incidents', 'Card payments fail for every third customer'],
    [
      'Problems',
      'A node of payments is called healthy before the bank answers',
    ],
    ['Changes', 'Move card payments to the new bank gateway'],
    ['Knowledge', 'What the error codes of the bank mean'],
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByText(title).first()).toBeVisible();
    await expectNoViolations(page, '[data-itsm-root]');
  }
  await page.getByRole('tab', { name: 'Incidents' }).click();
  await page
    .getByRole('row', { name: 'Card payments fail for every third customer' })
    .click();
  await expect(
    page.getByRole('heading', { name: /Card payments fail/ }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Resolve' })).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');
});

test('the old frontend system has the lists of all kinds', async ({ page }) => {
  await page.goto('/itsm');
  for (const tab of [
    'Incidents',
    'Problems',
    'Changes',
    'Requests',
    'Knowledge',
  ]) {
    await page.getByRole('tab', { name: tab }).click();
    await expect(page.getByRole('row').nth(1)).toBeVisible();
  }
  await page.getByRole('tab', { name: 'Changes' }).click();
  for (const list of ['Tasks', 'Reviews']) {
    await page.getByRole('link', { name: list, exact: true }).click();
    await expect(page.getByRole('row').nth(1)).toBeVisible();
    await expect(
      page.getByRole('tab', { name: 'Changes', selected: true }),
    ).toBeVisible();
  }
});

test('the old frontend system reports an incident from the menu of an entity', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/payments');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Report incident' }).click();
  const dialog = page.getByRole('dialog', { name: 'Report incident' });
  await expect(
    dialog.getByRole('textbox', { name: /^Description/ }),
  ).toBeVisible();
  await expect(dialog.getByText('Payments', { exact: true })).toBeVisible();
});
