import type { Page } from '@playwright/test';
import { expect, signInAs, test } from './support';

/** Follows README.md word by word on the demo records. */
test.describe('the readme', () => {
  const title = `Vouchers are refused at the till ${Date.now()}`;

  const act = (page: Page, name: string) =>
    page.getByRole('button', { name, exact: true }).click();

  /** Opens a record from a list. */
  async function open(page: Page, name: string) {
    await page.getByRole('rowheader', { name }).getByRole('link').click();
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }

  async function comment(page: Page, text: string, button: string) {
    await page.getByRole('textbox', { name: 'Comment' }).fill(text);
    await act(page, button);
    await expect(page.getByText(text)).toBeVisible();
  }

  test('a first incident: reported, worked on, resolved', async ({
    page,
    another,
  }) => {
    await signInAs(page, 'rita', '/itsm');
    await page.getByRole('tab', { name: 'Incidents' }).click();
    await expect(
      page.getByText('Card payments fail for every third customer'),
    ).toBeVisible();

    await act(page, 'Report incident');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
    await dialog
      .getByRole('textbox', { name: 'Description' })
      .fill('Every voucher since noon.');
    await dialog
      .getByRole('combobox', { name: 'Affected entities' })
      .fill('checkout');
    await page
      .getByRole('option', { name: /^checkout/i })
      .first()
      .click();
    await dialog.getByRole('button', { name: 'Create' }).click();
    await open(page, title);
    await expect(page.getByText('Team Checkout').first()).toBeVisible();
    await comment(page, 'It is the till in Vienna.', 'Comment');
    await expect(page.getByRole('button', { name: 'Start work' })).toBeHidden();

    const eddies = await another('eddie', '/itsm');
    await eddies.getByRole('tab', { name: 'Incidents' }).click();
    await open(eddies, title);
    for (const action of ['Acknowledge', 'Start work']) {
      await act(eddies, action);
      const confirm = eddies.getByRole('dialog');
      await confirm.getByRole('button', { name: action }).click();
      await expect(confirm).toBeHidden();
    }
    await expect(
      eddies.getByText('In progress', { exact: true }).first(),
    ).toBeVisible();
    await eddies.getByText('Internal', { exact: true }).click();
    await comment(eddies, 'The list of codes is empty.', 'Add internal note');

    await expect(
      page.getByText('In progress', { exact: true }).first(),
    ).toBeVisible();
    await expect(page.getByText('The list of codes is empty.')).toBeHidden();

    await act(eddies, 'Resolve');
    const resolve = eddies.getByRole('dialog');
    await resolve.getByRole('button', { name: /Resolution/ }).click();
    await eddies.getByRole('option', { name: 'Fixed' }).click();
    await resolve
      .getByRole('textbox', { name: 'Notes' })
      .fill('The list is filled again.');
    await resolve.getByText('The cause is unknown').click();
    await resolve.getByRole('button', { name: 'Resolve' }).click();
    await expect(
      page.getByRole('button', { name: 'Close', exact: true }),
    ).toBeVisible();
    await act(page, 'More actions');
    await expect(page.getByRole('menuitem', { name: 'Reopen' })).toBeVisible();
  });

  test('the incident to look at, and the changes of a component', async ({
    page,
  }) => {
    // Other tests report incidents, too, and leave filters that Olivia's list remembers
    await signInAs(
      page,
      'olivia',
      '/itsm/incidents?state=open&q=third+customer',
    );
    await open(page, 'Card payments fail for every third customer');
    await expect(page.getByText('Only node')).toBeVisible();

    await page.goto('/catalog/default/component/checkout/changes');
    await expect(
      page.getByText('Roll out gift cards in checkout').first(),
    ).toBeVisible();
  });

  test('a change waits for Chen', async ({ page }) => {
    await signInAs(page, 'chen', '/itsm/changes');
    await open(page, 'Move card payments to the new bank gateway');
    await expect(
      page.getByRole('button', { name: 'Approve assessment' }),
    ).toBeVisible();
  });
});
