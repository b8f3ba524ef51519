import type { Page } from '@playwright/test';
import { resolve } from 'node:path';

/**
 * Like `screenshot`, in the theme that the page has: for dialogs, which a change of theme closes.
 */
export async function screenshotAsItIs(page: Page, name: string) {
  if (process.env.ITSM_SCREENSHOTS !== '1') return;
  await page.waitForTimeout(400);
  await page.screenshot({
    path: resolve(__dirname, '../../../../docs/images', `${name}.png`),
  });
}
