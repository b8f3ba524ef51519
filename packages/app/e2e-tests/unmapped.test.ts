import { expect, expectNoViolations, signInAs, test } from './support';

/** The pipeline's token of the demo configuration. */
const PIPELINE = { authorization: 'Bearer itsm-demo-ci-token-not-a-secret' };

test('a deployment of an unknown repository is mapped once and filed', async ({
  page,
  request,
}) => {
  const repository = `acme/unknown-${Date.now()}`;
  const reported = await request.post('/api/itsm/v1/deployments', {
    headers: PIPELINE,
    data: {
      repository,
      runId: `run-${Date.now()}`,
      environment: 'production',
      revision: '6f1c0d2e8a4b9c7d5e3f1a2b4c6d8e0f1a3b5c7d',
      runUrl: 'https://ci.acme.example/runs/1',
      deployer: 'eddie',
      state: 'success',
    },
  });
  expect(reported.ok()).toBe(true);

  await signInAs(page, 'adam', '/itsm/administration/unmapped');
  const row = page.getByRole('row', { name: repository });
  await expect(row).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');
  await row.getByRole('button', { name: 'Map to entity' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox').fill('newsletter');
  await page
    .getByRole('option', { name: /newsletter/i })
    .first()
    .click();
  await expectNoViolations(page, '[role=dialog]');
  await dialog.getByRole('button', { name: 'Map', exact: true }).click();
  await expect(
    page.getByText(`1 deployment of ${repository} filed`),
  ).toBeVisible();
  await expect(row).toHaveCount(0);

  await page.goto('/catalog/default/component/newsletter/changes?state=all');
  await expect(
    page.getByRole('row', { name: /6f1c0d2/ }).first(),
  ).toBeVisible();
});

test('deliveries show what came in', async ({ page }) => {
  await signInAs(page, 'adam', '/itsm/administration/deliveries');
  await expect(
    page.getByRole('columnheader', { name: 'Status' }),
  ).toBeVisible();
  await expectNoViolations(page, '[data-itsm-root]');
});

test('anyone who may not see the inbox has no Administration', async ({
  page,
}) => {
  await signInAs(page, 'rita', '/itsm/administration/unmapped');
  await expect(page.getByText('There is no such page')).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Changes' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'Administration' })).toHaveCount(
    0,
  );
});
