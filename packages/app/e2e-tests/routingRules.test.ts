import type { Locator, Page } from '@playwright/test';
import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';
import { ask } from './support/api';
import { screenshotAsItIs } from './support/screenshot';
import { showIn } from './support/theme';

const RULES = '/itsm/administration/routing-rules';
const TEAM = 'group:default/team-data';
const ROOT = '[data-itsm-root=definitions-routing]';

const choose = async (page: Page, select: Locator, option: string) => {
  await select.click();
  await page.getByRole('option', { name: option, exact: true }).click();
};
const perform = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).click();
const performOther = async (page: Page, name: string) => {
  await perform(page, 'More actions');
  await page.getByRole('menuitem', { name, exact: true }).click();
};

/** Light, dark, and in a narrow window; without the notice of what was done before. */
async function pictures(page: Page, name: string) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  await expect(page.getByText(/^Draft of .* saved$/)).toHaveCount(0);
  await screenshot(page, name);
  await page.setViewportSize({ width: 800, height: 900 });
  await screenshot(page, `${name}-800`, ['light']);
  await page.setViewportSize({ width: 1400, height: 900 });
}

test('a rule is drafted beside what it matches, approved by somebody else, routes, comes back and retires', async ({
  page,
  request,
  another,
}) => {
  const category = `forecasts ${Date.now()}`;
  const name = `Sales ${category}`;
  const report = () =>
    ask(request, 'rita', '/incidents', {
      method: 'POST',
      data: {
        title: `The numbers of ${category} are wrong`,
        description: 'Since this morning.',
        impact: 'low',
        urgency: 'low',
        category,
        entities: [],
        entityUnknownReason: 'I only know the file.',
      },
    });
  const before = await report();
  expect(before.assignmentGroup).not.toBe(TEAM);

  await signInAs(page, 'adam', '/itsm/administration');
  await page.getByRole('link', { name: 'Routing rules' }).click();
  await expect(page.getByText('Accounts and access')).toBeVisible();
  await expectNoViolations(page, ROOT);

  await page.getByRole('link', { name: 'New routing rule' }).click();
  await page.getByLabel('Name', { exact: false }).first().fill(name);
  await expect(page.getByText(/Add at least one condition/)).toBeVisible();
  await perform(page, 'Add condition');
  await choose(
    page,
    page.getByRole('button', { name: /^Fact|Fact$/ }).first(),
    'Category',
  );
  await page.getByPlaceholder('Value', { exact: true }).fill(category);
  // The list of options moves while it opens
  await expect(async () => {
    await page.getByRole('combobox', { name: 'Group' }).fill('data');
    const option = page.getByRole('option', { name: /data/i }).first();
    await option.click({ timeout: 5_000 });
  }).toPass();
  const matches = page.getByText(
    /1 of \d+ open records without an owner matches/,
  );
  await expect(matches).toBeVisible();
  await expect(page.getByRole('link', { name: before.number })).toBeVisible();
  await page.mouse.move(0, 0);
  await expectNoViolations(page, ROOT);
  if (process.env.ITSM_SCREENSHOTS === '1') {
    await screenshotAsItIs(page, 'routing-rule-form-light');
    await page.setViewportSize({ width: 800, height: 900 });
    await screenshotAsItIs(page, 'routing-rule-form-800-light');
    await page.setViewportSize({ width: 1400, height: 900 });
    await showIn(page, 'dark');
    // The draft of this browser
    await expect(matches).toBeVisible();
    await expectNoViolations(page, ROOT);
    await screenshotAsItIs(page, 'routing-rule-form-dark');
    await showIn(page, 'light');
    await expect(matches).toBeVisible();
  }
  await perform(page, 'Save draft');

  await expect(page.getByRole('heading', { name })).toBeVisible();
  const url = page.url();
  await perform(page, 'Request approval');
  await expect(
    page.getByText(/You wrote part of this draft/).first(),
  ).toBeVisible();
  expect((await report()).assignmentGroup).not.toBe(TEAM);

  const chen = await another('chen', url);
  await perform(chen, 'Approve');
  await perform(chen, 'Activate');
  await expect(chen.getByText('Active').first()).toBeVisible();
  expect((await report()).assignmentGroup).toBe(TEAM);

  await page.reload();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByLabel('Category', { exact: false }).last().fill('forecasts');
  await perform(page, 'Save draft');
  await expect(page.getByText(/stays active until/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Category/ })).toContainText(
    'forecasts',
  );
  await page.mouse.move(0, 0);
  await expectNoViolations(page, ROOT);
  await pictures(page, 'routing-rule');

  await perform(page, 'Restore version 1');
  await expect(
    page.getByText('restored version 1 as a draft').first(),
  ).toBeVisible();
  // What two people put in force, two people end
  await performOther(page, 'Request retirement');
  await expect(
    page.getByText('requested its retirement').first(),
  ).toBeVisible();
  await chen.reload();
  await performOther(chen, 'Retire');
  await expectNoViolations(chen, '[role=dialog]');
  await chen
    .getByRole('dialog')
    .getByRole('button', { name: 'Retire' })
    .click();
  await expect(chen.getByText('Retired').first()).toBeVisible();
  expect((await report()).assignmentGroup).not.toBe(TEAM);
});

test('rules go out as YAML, and an import says first what it will do', async ({
  page,
  browserErrors,
}) => {
  // What is no list of routing rules yet
  browserErrors.allow(/status of 400/);
  await signInAs(page, 'adam', RULES);
  await expect(page.getByText('Accounts and access')).toBeVisible();
  await perform(page, 'Import or export');
  await page.getByRole('menuitem', { name: 'Import YAML' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'YAML' }).fill('type: windows');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'YAML' }).fill(`type: routing
definitions:
  - name: Printers
    spec:
      order: 40
      when: { record.category: printers }
      group: group:default/team-platform
`);
  await expect(dialog.getByText(/1 new draft/)).toContainText('Printers');
  await expectNoViolations(page, '[role=dialog]');
  await screenshotAsItIs(page, 'routing-rules-import-light');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await perform(page, 'Import or export');
  await page.getByRole('menuitem', { name: 'Export as YAML' }).click();
  await expect(dialog.getByRole('textbox', { name: 'YAML' })).toHaveValue(
    /name: Accounts and access/,
  );
  await expectNoViolations(page, '[role=dialog]');
});

test('who may not see routing rules has no page for them', async ({ page }) => {
  await signInAs(page, 'eddie', '/itsm');
  await expect(page.getByRole('tab', { name: 'Changes' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Administration' })).toHaveCount(
    0,
  );
});
