import { expect, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

const folder = resolve(__dirname, '../../../../docs/images');

/**
 * With ITSM_SCREENSHOTS=1, writes docs/images/<name>-light.webp and <name>-dark.webp; the docs show
 * what the tests saw. The portal follows the colour scheme of the system unless somebody chose a theme.
 */
export async function screenshot(
  page: Page,
  name: string,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await screenshotAsItIs(page, `${name}-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/**
 * Like `screenshot`, in the theme that the page has: for dialogs, which a change of theme closes.
 * WebP, a third of the size of PNG: there are many.
 */
export async function screenshotAsItIs(page: Page, name: string) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  // A theme is applied by an effect, which builds the page anew; rows and colours fade in
  await page.waitForTimeout(200);
  await expect(page.locator('.bui-Skeleton')).toHaveCount(0);
  await page.waitForTimeout(800);
  const browser = await page.context().newCDPSession(page);
  const { data } = await browser.send('Page.captureScreenshot', {
    format: 'webp',
    quality: 85,
  });
  await browser.detach();
  await writeFile(resolve(folder, `${name}.webp`), data, 'base64');
}
