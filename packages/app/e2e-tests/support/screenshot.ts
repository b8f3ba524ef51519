import { expect, type Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { showIn, type Theme } from './theme';

const folder = resolve(__dirname, '../../../../docs/images');
/** Nothing of a page stands still for so long and moves again. */
const STILL_MS = 500;

/**
 * With ITSM_SCREENSHOTS=1, writes docs/images/<name>-light.webp and <name>-dark.webp; the docs show
 * what the tests saw. The portal follows the colour scheme of the system unless somebody chose a theme.
 */
export async function screenshot(
  page: Page,
  name: string,
  schemes: readonly Theme[] = ['light', 'dark'],
) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  for (const theme of schemes) {
    await showIn(page, theme);
    await screenshotAsItIs(page, `${name}-${theme}`);
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/**
 * Like `screenshot`, in the theme that the page has: for dialogs, which a change of theme closes.
 * WebP, a third of the size of PNG: there are many.
 */
export async function screenshotAsItIs(page: Page, name: string) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  await expect(page.locator('.bui-Skeleton')).toHaveCount(0);
  const browser = await page.context().newCDPSession(page);
  const capture = async () => {
    const { data } = await browser.send('Page.captureScreenshot', {
      format: 'webp',
      quality: 85,
    });
    return data;
  };
  // Rows and colours fade in: the picture is taken when it stays as it is
  let data = '';
  await expect(async () => {
    const before = data;
    data = await capture();
    expect(data === before, 'the page stands still').toBe(true);
  }).toPass({ intervals: [STILL_MS] });
  await browser.detach();
  await writeFile(resolve(folder, `${name}.webp`), data, 'base64');
}
