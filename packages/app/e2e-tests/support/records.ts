import { expect, type Locator, type Page } from '@playwright/test';

export const dialogOf = (page: Page) => page.getByRole('dialog');
export const field = (page: Page, name: string) =>
  dialogOf(page).getByRole('textbox', { name: new RegExp(`^${name}`) });

/** Chooses an entity for a field that holds several. */
export const pick = (page: Page, name: string, option: string) =>
  offer(page, name, option, () =>
    expect(
      dialogOf(page)
        .getByRole('button', { name: /^Remove/ })
        .first(),
    ).toBeVisible({ timeout: 2_000 }),
  );

/** Chooses a person for a field that holds one, by some of the name. */
export const pickOne = (page: Page, name: string, person: string) =>
  offer(page, name, person, input =>
    expect(input).toHaveValue(new RegExp(`${person} \\S`), { timeout: 2_000 }),
  );

async function offer(
  page: Page,
  name: string,
  option: string,
  isChosen: (input: Locator) => Promise<void>,
) {
  const input = dialogOf(page).getByRole('combobox', { name });
  const offered = page.getByRole('option', { name: new RegExp(option) });
  // The list moves while the form below it grows, and closes with a toast: what was missed is tried again
  await expect(async () => {
    await input.fill(option);
    await offered.first().click({ timeout: 3_000 });
    await isChosen(input);
  }).toPass({ timeout: 30_000 });
}

export async function choose(page: Page, name: string, option: string) {
  await dialogOf(page).getByRole('button', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

export async function confirm(page: Page, button: string) {
  await dialogOf(page)
    .getByRole('button', { name: button, exact: true })
    // One above it may say the same and close the dialog
    .last()
    .click();
  await expect(dialogOf(page)).toHaveCount(0);
}

/** Opens a dialog of the page, fills it and confirms it. */
export async function perform(
  page: Page,
  button: string,
  o: { fill?: () => Promise<void>; confirm?: string } = {},
) {
  const record = page.locator('[data-itsm-root=record]');
  const shown = record.getByRole('button', { name: button, exact: true });
  const more = record.getByRole('button', { name: 'More actions' });
  // The next action has a button of its own, the others are in the menu
  const isShown = await shown.waitFor({ timeout: 5_000 }).then(
    () => true,
    () => false,
  );
  if (isShown) await shown.click();
  else {
    await more.click();
    await page.getByRole('menuitem', { name: button }).click();
  }
  await o.fill?.();
  await confirm(page, o.confirm ?? button);
}

export const stateOf = (page: Page, state: string): Locator =>
  page.locator('[data-itsm-root]').getByText(state, { exact: true }).first();

/** Number of the first record of the kind that the page links to. */
export async function numberOn(page: Page, prefix: string): Promise<string> {
  const link = page.getByRole('link', { name: new RegExp(`${prefix}-\\d+`) });
  return (await link.first().textContent())!;
}

/** Reports an incident on the tab of an entity, such as `/catalog/default/component/x`; answers its number. */
export async function report(
  page: Page,
  entity: string,
  title: string,
): Promise<string> {
  await page.goto(`${entity}/incidents`);
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  await field(page, 'Title').fill(title);
  await field(page, 'Description').fill('Since this morning');
  await confirm(page, 'Create');
  const row = page.getByRole('row', { name: title });
  return (await row.getByRole('link').first().textContent())!;
}
