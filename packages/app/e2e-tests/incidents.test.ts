import type { Page } from '@playwright/test';
import { expect, expectNoViolations, signInAs, test } from './support';
import { ask } from './support/api';
import { confirm, pickOne } from './support/records';
import { cutOff, UNREACHABLE } from './support/cutOff';
import { screenshotAsItIs } from './support/screenshot';
import { followSignalsOnly, untilFollowed } from './support/signals';

const ROOT = '[data-itsm-root]';

async function report(page: Page, title: string) {
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /^Title/ }).fill(title);
  await dialog
    .getByRole('textbox', { name: /^Description/ })
    .fill('Since **14:02**, for everybody.');
  return dialog;
}

const create = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Create' });

/** The number of the row with this title. */
async function numberOf(page: Page, title: string) {
  const row = page.getByRole('row', { name: title });
  return (await row.getByRole('link').first().textContent()) ?? '';
}

test('an incident goes from report to resolved, and the reporter watches', async ({
  page,
  another,
  request,
}) => {
  const title = `Parcels are not scanned ${Date.now()}`;
  const signals = await followSignalsOnly(page);
  await signInAs(
    page,
    'rita',
    '/catalog/default/component/fraud-check/incidents',
  );
  const dialog = await report(page, title);
  await expect(
    dialog.getByText('because impact is medium and urgency is medium'),
  ).toBeVisible();
  await expectNoViolations(page, '[role=dialog]');
  await create(page).dblclick();
  await expect(page.getByRole('row', { name: title })).toHaveCount(1);
  const number = await numberOf(page, title);
  await page.goto(`/itsm/r/${number}`);
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await signals.untilSubscribed(number);

  const agent = await another('olivia', `/itsm/incidents/${number}`);
  await agent.getByRole('button', { name: 'Acknowledge' }).click();
  await agent
    .getByRole('dialog')
    .getByRole('button', { name: 'Acknowledge' })
    .click();
  await expect(agent.getByText('acknowledged it')).toBeVisible();
  const say = (text: string) => () =>
    ask(request, 'olivia', `/incidents/${number}/comments`, {
      method: 'POST',
      data: { text, audience: 'public' },
    });
  await untilFollowed(page.getByText('acknowledged it'), say('Looking at it'));

  await agent.getByRole('radio', { name: 'Internal' }).click();
  await agent
    .getByRole('textbox', { name: 'Comment' })
    .fill('The scanner is dead.');
  await agent.getByRole('button', { name: 'Add internal note' }).click();
  await expect(agent.getByText('The scanner is dead.')).toBeVisible();

  await agent.getByRole('button', { name: 'Start work' }).click();
  await pickOne(agent, 'Assignee', 'Olivia');
  await confirm(agent, 'Start work');
  await expect(agent.getByRole('button', { name: 'Resolve' })).toBeVisible();
  await expectNoViolations(agent, ROOT);

  await agent.getByRole('button', { name: 'Resolve' }).click();
  const resolve = agent.getByRole('dialog');
  await resolve.getByRole('button', { name: /Resolution/ }).click();
  await agent.getByRole('option', { name: 'Fixed' }).click();
  await resolve.getByRole('textbox', { name: /Notes/ }).fill('New scanner.');
  await resolve.getByText('The cause is unknown').click();
  await resolve.getByRole('button', { name: 'Resolve' }).click();
  await expect(agent.getByText('Resolved').first()).toBeVisible();

  await untilFollowed(
    page.getByRole('button', { name: 'Close' }),
    say('It works again'),
  );
  await expect(page.getByText('The scanner is dead.')).toHaveCount(0);
});

test('a second person sees a new incident without doing anything', async ({
  page,
  another,
}) => {
  const title = `Stock is wrong ${Date.now()}`;
  const path = '/catalog/default/component/inventory/incidents';
  const signals = await followSignalsOnly(page);
  await signInAs(page, 'olivia', path);
  await signals.untilSubscribed('inventory');
  const reporter = await another('eddie', path);
  await report(reporter, title);
  await create(reporter).click();
  await expect(page.getByText(title)).toBeVisible();
});

test('a draft survives a reload', async ({ page }) => {
  await signInAs(
    page,
    'eddie',
    '/catalog/default/component/payments/incidents',
  );
  await report(page, 'Half a thought');
  await page.reload();
  await page.getByRole('button', { name: 'Report incident' }).first().click();
  await expect(page.getByText('Your draft was kept.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: /^Title/ })).toHaveValue(
    'Half a thought',
  );
  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect(page.getByRole('textbox', { name: /^Title/ })).toHaveValue('');
});

test('a lost race keeps what was typed', async ({
  page,
  another,
  browserErrors,
}) => {
  browserErrors.allow(/status of 412/);
  const title = `Mails arrive twice ${Date.now()}`;
  await signInAs(
    page,
    'eddie',
    '/catalog/default/component/checkout/incidents',
  );
  await report(page, title);
  await create(page).click();
  const number = await numberOf(page, title);
  await page.goto(`/itsm/incidents/${number}`);
  const other = await another('olivia', `/itsm/incidents/${number}`);

  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await page.getByRole('textbox', { name: 'Title' }).fill('Mine');
  await other.getByRole('button', { name: 'Edit', exact: true }).click();
  await other.getByRole('textbox', { name: 'Title' }).fill('Theirs');
  await other.getByRole('textbox', { name: 'Category' }).fill('mail');
  await other.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('heading', { name: 'Theirs' })).toBeVisible();

  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Somebody else was faster')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(
    'Mine',
  );
  await expectNoViolations(page, '[role=dialog]');
  await screenshotAsItIs(page, 'lost-race');
  await page.getByRole('button', { name: /Apply mine/ }).click();
  await expect(page.getByRole('heading', { name: 'Mine' })).toBeVisible();
  // The category was not in my hands
  await expect(page.getByText('mail', { exact: true }).first()).toBeVisible();
});

test('a backend that is away is named and the page recovers by itself', async ({
  page,
  browserErrors,
}) => {
  browserErrors.allow(UNREACHABLE);
  const reconnect = await cutOff(page);
  await signInAs(page, 'eddie', '/catalog/default/component/checkout');
  await expect(page.getByText('ITSM does not answer').first()).toBeVisible();
  await expect(page.getByText('Turns a basket into an order')).toBeVisible();
  await page.getByRole('link', { name: 'Incidents', exact: true }).click();
  await expect(page.getByText('ITSM does not answer')).toBeVisible();
  await expectNoViolations(page, ROOT);
  await reconnect();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('columnheader', { name: 'State' })).toBeVisible();
});

test('a pasted image is attached and shown from its own record', async ({
  page,
}) => {
  const title = `See for yourself ${Date.now()}`;
  await signInAs(
    page,
    'eddie',
    '/catalog/default/component/checkout/incidents',
  );
  await report(page, title);
  await create(page).click();
  await page.goto(`/itsm/incidents/${await numberOf(page, title)}`);
  await page.getByRole('textbox', { name: 'Comment' }).evaluate(box => {
    const bytes = Uint8Array.from(
      atob(
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      ),
      c => c.charCodeAt(0),
    );
    const clipboardData = new DataTransfer();
    clipboardData.items.add(
      new File([bytes], 'screen.png', { type: 'image/png' }),
    );
    box.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true }),
    );
  });
  await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue(
    /!\[screen\.png\]\(attachments\//,
  );
  await page.getByRole('button', { name: 'Comment', exact: true }).click();
  const image = page.getByRole('img', { name: 'screen.png' });
  await expect(image).toHaveAttribute('src', /^data:image\/png/);
  await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('');
});
