import type { Page } from '@playwright/test';
import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';
import { ask } from './support/api';
import { showIn } from './support/theme';

const ROOT = '[data-itsm-root]';

const report = async (page: Page, title: string): Promise<string> => {
  const { number } = await ask(page.request, 'rita', '/incidents', {
    method: 'POST',
    data: {
      title,
      description: 'As it was.',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/checkout'],
    },
  });
  return number;
};

const columns = (page: Page) => page.getByRole('columnheader');

async function pick(page: Page, ...names: string[]) {
  await page.getByRole('button', { name: 'Columns' }).click();
  for (const name of names) {
    await page.getByRole('option', { name, exact: true }).click();
  }
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

const choose = async (page: Page, current: string, item: string) => {
  await page.getByRole('button', { name: current, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

test('a list keeps columns and filters, and saves views', async ({ page }) => {
  const word = `Marmot${Date.now()}`;
  const view = `About ${word}`;
  await signInAs(page, 'olivia', '/itsm/incidents?state=open');
  await report(page, `${word} bites`);
  await page.goto(`/itsm/incidents?state=open&q=${word}`);
  await expect(page.getByRole('row', { name: `${word} bites` })).toBeVisible();
  await pick(page, 'Requester', 'Opened');
  await expect(columns(page).filter({ hasText: 'Requester' })).toBeVisible();
  await page.reload();
  await expect(columns(page).filter({ hasText: 'Requester' })).toBeVisible();
  await expect(columns(page).filter({ hasText: 'Opened' })).toHaveCount(0);

  await choose(page, 'Views', 'Save this view…');
  await page.getByRole('textbox', { name: /^Name/ }).fill(view);
  await expectNoViolations(page, '[role=dialog]');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: view })).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('button', { name: 'All open' })).toBeVisible();

  // Another visit: what was filtered last is there, and the saved view is
  await choose(page, 'All open', 'P1 and P2');
  await expect(page).toHaveURL(/priority=1-2/);
  await page.goto('/itsm/incidents');
  await expect(page).toHaveURL(/priority=1-2/);
  await choose(page, 'P1 and P2', view);
  await expect(page).toHaveURL(new RegExp(`q=${word}`));
  await expect(page.getByRole('row', { name: `${word} bites` })).toBeVisible();

  await choose(page, view, 'Manage saved views…');
  await page.getByRole('button', { name: `Delete ${view}` }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Reset' }).click();
  await pick(page, 'Requester', 'Opened');
  await expect(columns(page).filter({ hasText: 'Opened' })).toBeVisible();
});

test('an action is done to several records, and tells which refuse', async ({
  page,
}) => {
  const word = `Badger${Date.now()}`;
  await signInAs(page, 'olivia', '/itsm/incidents?state=open');
  const numbers = [];
  for (const n of [1, 2, 3]) numbers.push(await report(page, `${word} ${n}`));
  await page.goto(`/itsm/incidents?state=open&q=${word}`);
  const row = (n: number) => page.getByRole('row', { name: `${word} ${n}` });
  const tick = (n: number) => row(n).locator('label').click();
  // Enter opens a record, Space selects it
  await row(1).focus();
  await page.keyboard.press('Space');
  for (const n of [2, 3]) await tick(n);
  const bar = page.getByRole('toolbar');
  await expect(bar.getByText('3 selected', { exact: true })).toBeVisible();
  await expect(bar.getByRole('button', { name: 'Acknowledge' })).toBeEnabled();
  for (const theme of ['light', 'dark'] as const) {
    await showIn(page, theme);
    // Another theme builds the page anew
    await row(1).waitFor();
    if (theme === 'dark') await tick(1);
    for (const width of [1400, 800]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(bar).toBeVisible();
      await expectNoViolations(page, ROOT);
    }
  }
  await page.setViewportSize({ width: 1400, height: 900 });
  await screenshot(page, 'list-selection');

  for (const n of [1, 2, 3]) {
    if (!(await row(n).getByRole('checkbox').isChecked())) await tick(n);
  }
  await bar.getByRole('button', { name: 'Acknowledge' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Acknowledge · 3 records')).toBeVisible();
  await expectNoViolations(page, '[role=dialog]');
  // Somebody else is faster with one of them
  await ask(page.request, 'eddie', `/incidents/${numbers[1]}`, {
    method: 'PATCH',
    data: { urgency: 'medium' },
    headers: { 'if-match': '"1"' },
  });
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(dialog.getByText('2 done, 1 refused:')).toBeVisible();
  await expect(dialog.getByRole('link', { name: numbers[1] })).toBeVisible();
  await expectNoViolations(page, '[role=dialog]');
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(bar.getByText('1 selected', { exact: true })).toBeVisible();
  const record = await ask(page.request, 'olivia', `/records/${numbers[0]}`);
  expect(record.acknowledgedAt).not.toBeNull();
});

test('a list shows the records of a person, of a team, or of nobody', async ({
  page,
}) => {
  await signInAs(page, 'olivia', '/itsm/incidents?state=all');
  const rows = page.getByRole('row', { name: /INC-/ });
  await expect(rows.first()).toBeVisible();
  const open = () =>
    page.getByRole('button', { name: 'Assignee and group' }).click();
  const pickFrom = async (field: string, name: string) => {
    await page.getByRole('combobox', { name: field }).fill(name);
    await page.getByRole('option', { name }).first().click();
  };
  await open();
  await pickFrom('Assignee', 'Olivia');
  await expect(page).toHaveURL(/assignee=user%3Adefault%2Folivia/);
  await expectNoViolations(page, '.bui-Popover');
  await page.keyboard.press('Escape');
  await expect(page.getByText('Assignee: Olivia Okafor')).toBeVisible();
  await expect(
    page.getByRole('row', { name: /Card payments fail for every third/ }),
  ).toContainText('Olivia Okafor');
  await expect(
    page.getByRole('row', { name: /The shop is a white page/ }),
  ).toHaveCount(0);

  // Nobody instead of her
  await open();
  await page.getByText('Unassigned', { exact: true }).last().click();
  await expect(page).toHaveURL(/unassigned=true/);
  await expect(page).not.toHaveURL(/assignee=user/);
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('row', { name: /Card payments fail for every third/ }),
  ).toHaveCount(0);

  await page.getByRole('button', { name: 'Reset' }).click();
  await open();
  await pickFrom('Group', 'Team Fulfilment');
  await expect(page).toHaveURL(/group=group%3Adefault%2Fteam-fulfilment/);
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('row', { name: /Warehouse console logs people out/ }),
  ).toBeVisible();
});
