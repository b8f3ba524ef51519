import { expect, expectNoViolations, signInAs, test } from './support';
import { report } from './support/records';

const ROOT = '[data-itsm-root]';
/** Consumes the API of checkout, of which a known error is among the demo's records. */
const DOWNSTREAM = '/catalog/default/component/web-shop';
const KNOWN_ERROR = 'Checkout keeps database connections after a timeout';

test('an incident shows the known errors of what its entity rests on, and takes over the workaround of one', async ({
  page,
}) => {
  await signInAs(page, 'adam', '/itsm/problems');
  await expect(page.getByText(KNOWN_ERROR).first()).toBeVisible();
  const number = await report(page, DOWNSTREAM, `Orders hang ${Date.now()}`);
  await page.goto(`/itsm/r/${number}`);
  const known = page.getByRole('article').filter({ hasText: KNOWN_ERROR });
  await expect(known).toBeVisible();
  await expect(known.getByRole('link', { name: 'Checkout' })).toBeVisible();
  await expectNoViolations(page, ROOT);

  await known
    .getByRole('button', { name: 'That is the cause' })
    .first()
    .click();
  await expect(page.getByRole('heading', { name: 'Workaround' })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'That is the cause' }),
  ).toBeHidden();
});

test('the tab of incidents tells of the last 90 days, and of changes upstream', async ({
  page,
}) => {
  await signInAs(page, 'olivia', `${DOWNSTREAM}/incidents`);
  await expect(
    page.getByText('Changes of the last 48 hours, here and upstream'),
  ).toBeVisible();
  // Checkout was deployed, and this was not
  await expect(
    page.getByRole('region', { name: /here and upstream/ }).getByRole('link', {
      name: 'Checkout',
    }),
  ).not.toHaveCount(0);
  await expect(
    page.getByRole('img', { name: /On .* of 90 days|None in 90 days/ }),
  ).toBeVisible();
});
