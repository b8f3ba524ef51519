import { expect, expectNoViolations, signInAs, test } from './support';
import type { Page } from '@playwright/test';

const ROOT = '[data-itsm-root]';

const dialogOf = (page: Page) => page.getByRole('dialog');

/** Presses the button of an action and the one of its dialog. */
async function act(page: Page, name: string, fill?: () => Promise<void>) {
  await page.getByRole('button', { name, exact: true }).click();
  await fill?.();
  await dialogOf(page).getByRole('button', { name, exact: true }).click();
  await expect(dialogOf(page)).toHaveCount(0);
}

test('a problem that an incident begins gives it its workaround', async ({
  page,
}) => {
  const word = Date.now();
  await signInAs(
    page,
    'olivia',
    '/catalog/default/component/fraud-check/incidents',
  );
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  const dialog = dialogOf(page);
  await dialog
    .getByRole('textbox', { name: /^Title/ })
    .fill(`Scores are missing ${word}`);
  await dialog
    .getByRole('textbox', { name: /^Description/ })
    .fill('Since this morning');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: `Scores are missing ${word}` });
  const number = await row.getByRole('link').first().textContent();
  await page.goto(`/itsm/r/${number}`);

  await page.getByRole('button', { name: 'New problem' }).click();
  await dialog
    .getByRole('textbox', { name: /^Title/ })
    .fill(`The model is not loaded ${word}`);
  await expectNoViolations(page, '[role=dialog]');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const problem = page.getByRole('link', { name: /PRB-\d+/ }).first();
  await problem.click();
  await expect(
    page.getByRole('heading', { name: `The model is not loaded ${word}` }),
  ).toBeVisible();

  await act(page, 'Assess');
  await act(page, 'Confirm and analyze');
  await act(page, 'Publish known error', async () => {
    await dialog
      .getByRole('textbox', { name: /Root cause/ })
      .fill('It is loaded on the first request');
    await dialog
      .getByRole('textbox', { name: /Workaround/ })
      .fill('Ask it **once** after each start');
  });
  await expect(page.getByText('Known error').first()).toBeVisible();
  await expectNoViolations(page, ROOT);

  await page.goto(`/itsm/r/${number}`);
  await expect(page.getByRole('heading', { name: 'Workaround' })).toBeVisible();
  await page.goto('/catalog/default/component/fraud-check/problems');
  // Among the known errors and in the list
  const title = page.getByText(`The model is not loaded ${word}`);
  await expect(title).toHaveCount(2);
  // Its workaround is markdown
  await expect(
    page.locator('strong', { hasText: 'once' }).first(),
  ).toBeVisible();
});

test('a request gets a task from its page', async ({ page }) => {
  const word = Date.now();
  await signInAs(page, 'adam', '/itsm/requests');
  await page.getByRole('button', { name: 'New request' }).first().click();
  const dialog = dialogOf(page);
  await dialog
    .getByRole('textbox', { name: /^Title/ })
    .fill(`A new keyboard ${word}`);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('row', { name: `A new keyboard ${word}` }).click();
  await expect(page.getByText('Approved').first()).toBeVisible();
  await page.getByRole('button', { name: 'New task' }).click();
  await dialog.getByRole('textbox', { name: /^Title/ }).fill('Order it');
  await expect(dialog.getByRole('textbox', { name: /^Parent/ })).toHaveValue(
    /REQ-\d+/,
  );
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(
    page.getByRole('link', { name: /TSK-\d+/ }).first(),
  ).toBeVisible();
});

test('an incident is reported from the menu of the entity', async ({
  page,
}) => {
  const title = `Scores come late ${Date.now()}`;
  await signInAs(page, 'eddie', '/catalog/default/component/fraud-check');
  await page.getByRole('button', { name: 'More actions' }).click();
  await page.getByRole('menuitem', { name: 'Report incident' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title);
  await dialog
    .getByRole('textbox', { name: /^Description/ })
    .fill('Since this morning');
  await dialog.getByRole('button', { name: 'Create' }).click();
  await expect(dialog).toHaveCount(0);
  await page.goto('/catalog/default/component/fraud-check/incidents');
  await expect(page.getByRole('row', { name: title })).toBeVisible();
});
