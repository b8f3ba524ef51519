import { expectNoViolations, screenshot, signInAs, test } from './support';
import { cutOff, UNREACHABLE } from './support/cutOff';
import { PAGES, pathOf } from './support/pages';

for (const shown of PAGES.filter(({ failing }) => failing !== null)) {
  test(`${shown.name} while the backend is away`, async ({
    page,
    request,
    browserErrors,
  }) => {
    browserErrors.allow(UNREACHABLE);
    await cutOff(page);
    await signInAs(page, 'adam', await pathOf(request, shown));
    await page
      .getByText(shown.failing ?? 'ITSM does not answer')
      .first()
      .waitFor();
    // The frame around it lives on
    await page.getByRole('link', { name: 'Catalog' }).first().waitFor();
    await expectNoViolations(page, '[data-itsm-root]');
    await screenshot(page, `${shown.name}-failing`, ['dark']);
  });
}
