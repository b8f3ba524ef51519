import { expect, request } from '@playwright/test';
import { signInAs, test } from '../support';
import { PAGES, untilShown } from '../support/pages';
import { screenshotAsItIs } from '../support/screenshot';

// Pictures of the demo with its year of history; only ITSM_SCREENSHOTS=1 starts that portal
const baseURL = `http://localhost:${process.env.ITSM_E2E_FULL_PORT}`;

test.use({ baseURL });

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const api = await request.newContext({ baseURL });
  // The last of the newest stories
  await expect(async () => {
    const signIn = await api.get('/api/auth/demo/refresh', {
      headers: { 'x-demo-persona': 'user:default/adam' },
    });
    const { token } = (await signIn.json()).backstageIdentity;
    const answer = await api.get('/api/itsm/v1/problems?state=all&limit=1', {
      headers: { authorization: `Bearer ${token}` },
    });
    const { items } = await answer.json();
    expect(items[0]?.title).toContain('called healthy before the bank answers');
  }).toPass({ timeout: 500_000, intervals: [2_000] });
  await api.dispose();
});

for (const shown of PAGES) {
  test(`pictures of ${shown.name}`, async ({ page }) => {
    await signInAs(page, shown.administers ? 'adam' : 'olivia', shown.path);
    await untilShown(page, shown);
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
