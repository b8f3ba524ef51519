import {
  expect,
  expectNoViolations,
  type PersonaName,
  PERSONAS,
  screenshot,
  signInByClicking,
  test,
} from './support';

test('the sign-in page offers the personas', async ({ page }) => {
  await page.goto('/');
  for (const label of Object.values(PERSONAS)) {
    await expect(
      page.getByRole('button', { name: `Sign in as ${label}` }),
    ).toBeVisible();
  }
  await expectNoViolations(page, 'main');
  await screenshot(page, 'sign-in');
});

for (const persona of Object.keys(PERSONAS) as PersonaName[]) {
  test(`${persona} signs in and sees catalog and component`, async ({
    page,
  }) => {
    await signInByClicking(page, persona);
    const link = page.getByRole('link', { name: 'Checkout', exact: true });
    await page.goto('/?filters[kind]=component&filters[user]=all');
    await expect(link.first()).toBeVisible();

    await page.goto('/catalog/default/component/checkout');
    await expect(
      page.getByRole('heading', { name: 'Checkout' }).first(),
    ).toBeVisible();
    await expect(page.getByText('Turns a basket into an order')).toBeVisible();
  });
}

test('signing out asks again who you are', async ({ page }) => {
  await signInByClicking(page, 'eddie', '/settings');
  await page.getByTestId('user-settings-menu').click();
  await page.getByTestId('sign-out').click();
  await expect(
    page.getByRole('button', { name: `Sign in as ${PERSONAS.rita}` }),
  ).toBeVisible();
});
