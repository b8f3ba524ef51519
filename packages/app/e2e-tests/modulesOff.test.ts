import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './support';

/** Pages that load from now on have kinds switched off; in the portal's own configuration all are on. */
const switchOff = (page: Page, ...kinds: string[]) =>
  page.addInitScript(
    modules => {
      Object.assign(window, { __APP_CONFIG__: { itsm: { modules } } });
    },
    Object.fromEntries(kinds.map(kind => [kind, false])),
  );

const PAYMENTS = '/catalog/default/component/payments';

test('kinds that are switched off leave no tab and no type of search results', async ({
  page,
}) => {
  await switchOff(page, 'risk', 'request', 'problem');
  await signInAs(page, 'olivia', '/itsm');
  await expect(page.getByRole('tab', { name: 'Incidents' })).toBeVisible();
  for (const name of ['Risks', 'Requests', 'Problems']) {
    await expect(page.getByRole('tab', { name })).toHaveCount(0);
  }

  await page.goto('/search?query=card');
  await expect(page.getByRole('button', { name: /^Changes/ })).toBeVisible();
  for (const name of [/^Risks/, /^Requests/, /^Problems/]) {
    await expect(page.getByRole('button', { name })).toHaveCount(0);
  }

  await page.goto(`${PAYMENTS}/articles`);
  await expect(
    page.getByText('What the error codes of the bank'),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: 'Problems' })).toHaveCount(0);
});

test('without incidents an entity has no card, no banner and nothing to report', async ({
  page,
}) => {
  await signInAs(page, 'olivia', PAYMENTS);
  await expect(page.getByText('Service health')).toBeVisible();
  await expect(page.getByText(/^(An u|U)rgent incident/)).toBeVisible();
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(
    page.getByRole('menuitem', { name: 'Report incident' }),
  ).toBeVisible();

  await switchOff(page, 'incident');
  await page.goto(PAYMENTS);
  await expect(page.getByRole('link', { name: 'Changes' })).toBeVisible();
  await page.getByRole('button', { name: 'More actions' }).click();
  await expect(
    page.getByRole('menuitem', { name: /Unregister/ }),
  ).toBeVisible();
  await expect(
    page.getByRole('menuitem', { name: 'Report incident' }),
  ).toHaveCount(0);
  await expect(page.getByText('Service health')).toHaveCount(0);
  await expect(page.getByText(/^(An u|U)rgent incident/)).toHaveCount(0);
});
