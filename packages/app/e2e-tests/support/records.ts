import { expect, type Locator, type Page } from '@playwright/test';

export const dialogOf = (page: Page) => page.getByRole('dialog');
export const field = (page: Page, name: string) =>
  dialogOf(page).getByRole('textbox', { name: new RegExp(`^${name}`) });

/** Chooses an entity for a field that holds several. */
export const pick = (page: Page, name: string, option: string) =>
  offer(page, name, option, () =>
    dialogOf(page)
      .getByRole('button', { name: /^Remove/ })
      .first()
      .isVisible(),
  );

/** Chooses a person for a field that holds one, by some of the name. */
export const pickOne = (page: Page, name: string, person: string) =>
  offer(page, name, person, async input =>
    (await input.inputValue()).includes(`${person} `),
  );

async function offer(
  page: Page,
  name: string,
  option: string,
  isChosen: (input: Locator) => Promise<boolean>,
) {
  const input = dialogOf(page).getByRole('combobox', { name });
  const offered = page.getByRole('option', { name: new RegExp(option) });
  // The list moves while the form below it grows, and closes with a toast: what was missed is tried again
  await expect(async () => {
    await input.fill(option);
    await offered.first().waitFor();
    // A click on a locator would wait for an option that is gone; on its element it fails at once
    const element = await offered.first().elementHandle();
    await element!.click();
    expect(await isChosen(input)).toBe(true);
  }).toPass();
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
  options: { fill?: () => Promise<void>; confirm?: string } = {},
) {
  await press(page, button);
  await options.fill?.();
  await confirm(page, options.confirm ?? button);
}

/** The next action has a button of its own, the others are in the menu. */
async function press(page: Page, name: string) {
  const record = page.locator('[data-itsm-root=record]');
  const shown = record.getByRole('button', { name, exact: true });
  const more = record.getByRole('button', { name: 'More actions' });
  const item = page.getByRole('menuitem', { name });
  await expect(async () => {
    await shown.or(more).first().waitFor();
    if (await shown.isVisible()) return shown.click();
    await more.click();
    await page.getByRole('menu').waitFor();
    if (await item.isVisible()) return item.click();
    // The page still shows the state before
    await page.keyboard.press('Escape');
    throw new Error(`There is no action ${name}`);
  }).toPass();
}

export const stateOf = (page: Page, state: string): Locator =>
  page.locator('[data-itsm-root]').getByText(state, { exact: true }).first();

/** Number of the first record of the kind that the page links to. */
export async function numberOn(page: Page, prefix: string): Promise<string> {
  const link = page.getByRole('link', { name: new RegExp(`${prefix}-\\d+`) });
  return (await link.first().textContent())!;
}

/** Reports an incident on the tab of an entity, such as `/catalog/default/component/x`. Returns its number. */
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
