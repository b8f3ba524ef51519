import {
  expect,
  expectNoViolations,
  screenshot,
  signInAs,
  test,
} from './support';
import { PAGES, untilShown } from './support/pages';
import { untilCatalogIsRead } from './support/untilCatalogIsRead';

test.beforeAll(untilCatalogIsRead);

for (const shown of PAGES.filter(({ failing }) => failing !== null)) {
  test(`${shown.name} while the backend is away`, async ({
    page,
    browserErrors,
  }) => {
    browserErrors.allow(/net::ERR_FAILED/);
    await signInAs(page, 'adam', shown.path);
    await untilShown(page, shown);
    await page.route('**/api/itsm/**', route => route.abort());
    await page.reload();
    await expect(
      page.getByText(shown.failing ?? 'ITSM does not answer').first(),
    ).toBeVisible();
    // The frame around it lives on
    await expect(
      page.getByRole('link', { name: 'Catalog' }).first(),
    ).toBeVisible();
    await expectNoViolations(page, '[data-itsm-root]');
    await screenshot(page, `${shown.name}-failing`, ['dark']);
  });
}
