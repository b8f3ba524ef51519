import { expect, expectNoViolations, signInAs, test } from './support';
import { dialogOf, field, perform, report } from './support/records';

const ENTITY = '/catalog/default/component/fraud-check';

test('a major incident is proposed by those who work on it and accepted by a manager', async ({
  page,
  another,
}) => {
  const title = `Nobody can pay ${Date.now()}`;
  await signInAs(page, 'olivia', ENTITY);
  const number = await report(page, ENTITY, title);
  await page.goto(`/itsm/r/${number}`);
  await perform(page, 'Propose as major incident', {
    fill: async () => {
      await field(page, 'Business impact').fill('The shop sells nothing');
      await field(page, 'Reason').fill('Every payment is refused');
    },
  });
  const record = page.locator('[data-itsm-root=record]');
  await expect(record.getByText('Proposed as major')).toBeVisible();

  const adam = await another('adam', `/itsm/r/${number}`);
  await perform(adam, 'Accept as major incident', {
    fill: async () => {
      await dialogOf(adam)
        .getByRole('combobox', { name: 'Commander' })
        .fill('Olivia');
      await adam
        .getByRole('option', { name: /Olivia/ })
        .first()
        .click();
    },
  });
  await expect(
    adam.locator('[data-itsm-root=record]').getByText('Major incident').first(),
  ).toBeVisible();

  // Told by a signal
  await expect(record.getByText('Major incident').first()).toBeVisible();
  await expect(
    record.getByText('The shop sells nothing').first(),
  ).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');

  await page.goto(`${ENTITY}/incidents`);
  await expect(page.getByRole('row', { name: title })).toContainText(
    'Major incident',
  );
});
