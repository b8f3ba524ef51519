import { expect, signInAs, test } from '../support';
import { open, PAGES } from '../support/pages';
import { untilHistoryIsThere } from '../support/portal';
import { screenshotAsItIs } from '../support/screenshot';

// Pictures of the demo with its year of history; only ITSM_SCREENSHOTS=1 starts that portal
const baseURL = `http://localhost:${process.env.ITSM_E2E_FULL_PORT}`;

test.use({ baseURL });

test.beforeAll(() => untilHistoryIsThere(baseURL));

for (const shown of PAGES) {
  test(`pictures of ${shown.name}`, async ({ page }) => {
    const visit = async (path: string) => {
      await signInAs(page, shown.administers ? 'adam' : 'olivia', path);
      return page;
    };
    await open(visit, page.request, shown);
    const url = page.url();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const [width, suffix] of [
        [1400, ''],
        [800, '-800'],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        // A change of theme builds the page anew, and the search forgets what it looked for
        await page.goto(url);
        await expect(page.getByText(shown.content).first()).toBeVisible();
        // No row is under the mouse
        await page.mouse.move(0, 0);
        await screenshotAsItIs(page, `${shown.name}${suffix}-${colorScheme}`);
      }
    }
  });
}
