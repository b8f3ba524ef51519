import type { APIRequestContext, Page } from '@playwright/test';
import {
  expect,
  expectNoViolations,
  type PersonaName,
  signInAs,
  test,
} from './support';
import { ask } from './support/api';

const ROOT = '[data-itsm-root]';

/** Opens an incident and goes to its page; answers its number. */
async function reportAs(page: Page, persona: PersonaName, title: string) {
  await signInAs(
    page,
    persona,
    '/catalog/default/component/fraud-check/incidents',
  );
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title);
  await dialog.getByRole('textbox', { name: /^Description/ }).fill('Broken');
  await dialog.getByRole('button', { name: 'Create' }).click();
  const row = page.getByRole('row', { name: title });
  const number = await row.getByRole('link').first().textContent();
  await page.goto(`/itsm/r/${number}`);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  return number!;
}

const comment = (page: Page) =>
  page.getByRole('textbox', { name: 'Comment', exact: true });

test('somebody is mentioned by the keyboard, and hears of it', async ({
  page,
  another,
}) => {
  const title = `Whom to ask ${Date.now()}`;
  const number = await reportAs(page, 'olivia', title);
  await comment(page).pressSequentially('Please look, @che');
  const options = page.getByRole('listbox', { name: 'People and groups' });
  await expect(options.getByRole('option').first()).toContainText('Chen');
  await expect(comment(page)).toBeFocused();
  await expectNoViolations(page, ROOT);
  await page.keyboard.press('Enter');
  await expect(options).toHaveCount(0);
  await expect(comment(page)).toHaveValue('Please look, <@user:default/chen> ');
  await page.keyboard.type('today');
  // A draft survives a reload
  await page.reload();
  await expect(comment(page)).toHaveValue(
    'Please look, <@user:default/chen> today',
  );
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  const link = page.getByRole('link', { name: '@Chen' });
  await expect(link).toHaveAttribute('href', '/catalog/default/user/chen');
  await expect(comment(page)).toHaveValue('');
  await expectNoViolations(page, ROOT);

  const chen = await another('chen', '/notifications');
  await chen.getByText(`olivia mentioned you in ${number}: ${title}`).click();
  await expect(chen.getByRole('heading', { name: title })).toBeVisible();
  await expect(chen.getByText('Please look,')).toBeInViewport();
  await expect(chen.getByRole('button', { name: 'Watching' })).toBeVisible();
});

test('the writer of a note is warned that its requester will not see it', async ({
  page,
  another,
}) => {
  const number = await reportAs(page, 'rita', `Between us ${Date.now()}`);
  const agent = await another('olivia', `/itsm/r/${number}`);
  await agent.getByRole('radio', { name: 'Internal' }).click();
  await comment(agent).fill('Ask <@user:default/rita>');
  await expect(
    agent.getByText('The requester is mentioned and never sees'),
  ).toBeVisible();
  await agent.getByRole('button', { name: 'Add internal note' }).click();
  await expect(agent.getByText('Not told')).toContainText('rita');
});

test('a comment is edited, and what it said before is a click away', async ({
  page,
  another,
  browserErrors,
}) => {
  const number = await reportAs(page, 'olivia', `Typos ${Date.now()}`);
  await comment(page).fill('It is the datbase');
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  await page.getByRole('button', { name: 'Edit comment' }).click();
  const box = page.getByRole('textbox', { name: 'Edit comment' });
  await expect(box).toBeFocused();
  await box.fill('It is the database');
  // The same person at another computer was faster
  const other = await another('olivia', `/itsm/r/${number}`);
  await other.getByRole('button', { name: 'Edit comment' }).click();
  await other
    .getByRole('textbox', { name: 'Edit comment' })
    .fill('It is the cache');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByText('It is the cache')).toBeVisible();

  await page.reload();
  await expect(box).toHaveValue('It is the database');
  browserErrors.allow(/status of 412/);
  await page.getByRole('button', { name: 'Save' }).click();
  const warning = page.locator(ROOT).getByRole('alert');
  await expect(warning).toContainText('It is the cache');
  await page.getByRole('button', { name: /Apply mine/ }).click();
  await page.getByRole('button', { name: /^edited/ }).click();
  const versions = page.getByRole('list', { name: 'What it said before' });
  await expect(versions.getByText('It is the cache')).toBeVisible();
  await expect(versions.getByText('It is the datbase')).toBeVisible();
  await expectNoViolations(page, ROOT);
  // Nobody else edits it
  const eddie = await another('eddie', `/itsm/r/${number}`);
  await expect(eddie.getByText('It is the database')).toBeVisible();
  await expect(eddie.getByRole('button', { name: 'Edit comment' })).toHaveCount(
    0,
  );
});

/** An article that chen has published; answers its number. */
async function publishedArticle(request: APIRequestContext, title: string) {
  const post = (
    persona: PersonaName,
    path: string,
    data: object,
    version = 0,
  ) =>
    ask(request, persona, `/articles${path}`, {
      method: 'POST',
      headers: { 'if-match': `"${version}"` },
      data,
    });
  const draft = await post('eddie', '', {
    title,
    description: 'Press the **switch**.',
    entities: ['fraud-check'],
    approvers: ['chen'],
  });
  const action = (name: string) => `/${draft.number}/actions/${name}`;
  const { version } = await post(
    'eddie',
    action('request_review'),
    {},
    draft.version,
  );
  await post('chen', action('publish'), {}, version);
  return draft.number as string;
}

test('a reader says what an article lacks, and its owners have a task', async ({
  page,
}) => {
  const title = `How to switch it off ${Date.now()}`;
  const number = await publishedArticle(page.request, title);
  await signInAs(page, 'rita', `/itsm/r/${number}`);
  const yes = page.getByRole('button', { name: 'Yes', exact: true });
  const no = page.getByRole('button', { name: 'No', exact: true });
  await yes.click();
  await expect(yes).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('It helped 1 of 1')).toBeVisible();
  await no.click();
  await expect(page.getByText('It helped 0 of 1')).toBeVisible();
  const missing = page.getByRole('textbox', { name: 'What was missing?' });
  await missing.fill('Say where the switch is');
  await expectNoViolations(page, ROOT);
  await page.reload();
  await expect(missing).toHaveValue('Say where the switch is');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('have a task now')).toBeVisible();
  await page.getByRole('link', { name: /TSK-\d+/ }).click();
  await expect(
    page.getByRole('heading', { name: 'Say where the switch is' }),
  ).toBeVisible();
  await page.goto('/itsm/articles');
  await expect(page.getByRole('row', { name: title })).toContainText('0 of 1');
});
