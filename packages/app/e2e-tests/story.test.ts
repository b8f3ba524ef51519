import type { Locator, Page } from '@playwright/test';
import { expect, signInAs, test } from './support';
import { untilPeopleAreKnown } from './support/untilPeopleAreKnown';

test.beforeAll(untilPeopleAreKnown);

const ENTITY = '/catalog/default/component/fraud-check';
const HOUR = 3_600_000;

const dialogOf = (page: Page) => page.getByRole('dialog');
const field = (page: Page, name: string) =>
  dialogOf(page).getByRole('textbox', { name: new RegExp(`^${name}`) });

/** What a field for a date and time of the browser takes. */
const wallClock = (at: number) => {
  const zone = new Date(at).toLocaleString('sv', { timeZone: 'Europe/Vienna' });
  return zone.replace(' ', 'T').slice(0, 16);
};

async function pick(page: Page, name: string, option: string) {
  const offered = page.getByRole('option', { name: new RegExp(option) });
  // The list moves while the form below it grows: what was missed is tried again
  await expect(async () => {
    await dialogOf(page).getByRole('combobox', { name }).fill(option);
    await offered.first().click({ timeout: 3_000 });
    await expect(
      dialogOf(page)
        .getByRole('button', { name: /^Remove/ })
        .first(),
    ).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
}

async function choose(page: Page, name: string, option: string) {
  await dialogOf(page).getByRole('button', { name }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function confirm(page: Page, button: string) {
  await dialogOf(page)
    .getByRole('button', { name: button, exact: true })
    // One above it may say the same and close the dialog
    .last()
    .click();
  await expect(dialogOf(page)).toHaveCount(0);
}

/** Opens a dialog of the page, fills it and confirms it. */
async function perform(
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

const stateOf = (page: Page, state: string): Locator =>
  page.locator('[data-itsm-root]').getByText(state, { exact: true }).first();

/** Number of the first record of the kind that the page links to. */
async function numberOn(page: Page, prefix: string): Promise<string> {
  const link = page.getByRole('link', { name: new RegExp(`${prefix}-\\d+`) });
  return (await link.first().textContent())!;
}

async function report(page: Page, title: string): Promise<string> {
  await page.goto(`${ENTITY}/incidents`);
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  await field(page, 'Title').fill(title);
  await field(page, 'Description').fill('Since this morning');
  await confirm(page, 'Create');
  const row = page.getByRole('row', { name: title });
  return (await row.getByRole('link').first().textContent())!;
}

test('from an incident to its problem, a known error, a fix, a review and an article', async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  const word = `w${Date.now()}`;
  await signInAs(page, 'olivia', ENTITY);
  const chen = await (await browser.newContext()).newPage();
  chen.setDefaultTimeout(20_000);

  // An incident, and its problem
  const first = await report(page, `Scores are missing ${word}`);
  await page.goto(`/itsm/r/${first}`);
  await perform(page, 'New problem', {
    fill: () => field(page, 'Title').fill(`The model is not loaded ${word}`),
    confirm: 'Create',
  });
  const problem = await numberOn(page, 'PRB');
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Assess');
  await perform(page, 'Confirm and analyze');
  await perform(page, 'Publish known error', {
    fill: async () => {
      await field(page, 'Root cause').fill('It is loaded at the first request');
      await field(page, 'Workaround').fill(`Ask it once ${word}`);
    },
  });
  await page.goto(`/itsm/r/${first}`);
  await expect(page.getByText(`Ask it once ${word}`).first()).toBeVisible();

  // A second incident gets the workaround, and waits for the problem
  const second = await report(page, `Scores are missing again ${word}`);
  await page.goto(`/itsm/r/${second}`);
  await perform(page, 'Put on hold', {
    fill: async () => {
      await choose(page, 'Reason', 'A problem');
      await field(page, 'Waits for').fill(problem);
    },
  });
  await expect(page.getByText(`Ask it once ${word}`).first()).toBeVisible();

  // A change fixes it, decided by somebody else
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'New change', {
    fill: async () => {
      await field(page, 'Title').fill(`Load the model at start ${word}`);
      await choose(page, 'Type', 'Normal');
      await dialogOf(page)
        .getByLabel(/^Window starts/)
        .fill(wallClock(Date.now() - HOUR));
      await dialogOf(page)
        .getByLabel(/^Window ends/)
        .fill(wallClock(Date.now() + HOUR));
      await pick(page, 'Approvers', 'Chen');
      for (const plan of [
        'Justification',
        'Implementation plan',
        'Test plan',
        'Back-out plan',
      ]) {
        await field(page, plan).fill(`${plan} of it`);
      }
    },
    confirm: 'Create',
  });
  const change = await numberOn(page, 'CHG');
  await perform(page, 'Start fix', {
    fill: () => field(page, 'Fixed by').fill(change),
  });
  await page.goto(`/itsm/r/${change}`);
  await perform(page, 'Request assessment');
  await signInAs(chen, 'chen', `/itsm/r/${change}`);
  await perform(chen, 'Approve assessment');
  await perform(chen, 'Authorize');
  await page.reload();
  await perform(page, 'Start implementation');
  await perform(page, 'Finish implementation', {
    fill: () => choose(page, 'Result', 'Success'),
  });
  await perform(page, 'Close', {
    fill: () => choose(page, 'Close code', 'Successful'),
  });

  // The problem is resolved, and with it the incident that waited
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Resolve', {
    fill: () => field(page, 'What was fixed').fill('The model loads at start'),
  });
  await page.goto(`/itsm/r/${second}`);
  await expect(stateOf(page, 'Resolved')).toBeVisible();

  // What it taught, approved by somebody who wrote none of it
  await page.goto(`/itsm/r/${change}`);
  await perform(page, 'New review', {
    fill: async () => {
      await field(page, 'Title').fill(`What the model taught us ${word}`);
      await field(page, 'Findings').fill('Nobody measured the first request');
      await field(page, 'Why nothing has to be done').fill(
        'It is measured now',
      );
      await pick(page, 'Approvers', 'Chen');
    },
    confirm: 'Create',
  });
  const review = await numberOn(page, 'PIR');
  await page.goto(`/itsm/r/${review}`);
  await perform(page, 'Request approval');
  await expect(stateOf(page, 'In review')).toBeVisible();
  await chen.goto(`/itsm/r/${review}`);
  await perform(chen, 'Complete');
  await expect(stateOf(chen, 'Completed')).toBeVisible();

  // What helps whoever has the trouble next
  await page.goto(`/itsm/r/${problem}`);
  await perform(page, 'Write article', {
    fill: async () => {
      await field(page, 'Title').fill(`When scores are missing ${word}`);
      await field(page, 'Description').fill(
        'Ask the model **once** after a start.',
      );
      await pick(page, 'Approvers', 'Chen');
    },
    confirm: 'Create',
  });
  const article = await numberOn(page, 'KB');
  await page.goto(`/itsm/r/${article}`);
  await perform(page, 'Request approval');
  await chen.goto(`/itsm/r/${article}`);
  await perform(chen, 'Publish');
  await expect(stateOf(chen, 'Published')).toBeVisible();
  await page.goto(`${ENTITY}/articles`);
  await page.getByRole('searchbox').fill(word);
  await expect(
    page.getByRole('row', { name: `When scores are missing ${word}` }),
  ).toContainText('Published');
});
