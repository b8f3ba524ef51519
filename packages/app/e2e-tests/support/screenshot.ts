import type { Page } from '@playwright/test';
import { resolve } from 'node:path';

const folder = resolve(__dirname, '../../../../docs/images');

/**
 * With ITSM_SCREENSHOTS=1, writes docs/images/<name>-light.png and <name>-dark.png; the docs show what
 * the tests saw. The portal follows the colour scheme of the system unless somebody chose a theme.
 */
export async function screenshot(page: Page, name: string) {
  if (process.env.ITSM_SCREENSHOTS !== '1') {
    return;
  }
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // The theme is applied by an effect, and some of its colours fade in
    await page.waitForTimeout(400);
    await page.screenshot({
      path: resolve(folder, `${name}-${colorScheme}.png`),
    });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}
