import { expectNoViolations, screenshot, test } from './support';
import { PAGES } from './support/pages';
import { untilCatalogIsRead } from './support/portal';

// What somebody sees who has just installed it: a portal of its own, without records
const port = process.env.ITSM_E2E_EMPTY_PORT;

test.skip(!port, 'There is no portal without records');
test.use({ baseURL: `http://localhost:${port}` });
test.beforeAll(({ baseURL }) => untilCatalogIsRead(baseURL));

for (const { name, path, empty } of PAGES) {
  if (!empty) continue;
  test(`${name} without records`, async ({ visit }) => {
    const page = await visit('adam', path);
    await page.getByText(empty).first().waitFor();
    await expectNoViolations(page, '[data-itsm-root]');
    await screenshot(page, `${name}-empty`, ['light']);
  });
}
