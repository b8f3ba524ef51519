import type { Page } from '@playwright/test';

export type Theme = 'light' | 'dark';

/**
 * Chooses the colour scheme of the system, which the portal follows unless somebody chose a theme, and waits until
 * it does. The portal builds the page anew for another theme: dialogs close, lists load again.
 */
export async function showIn(page: Page, theme: Theme) {
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.locator(`body[data-theme-mode=${theme}]`).waitFor();
}

/** Both themes, first the one that the page has. */
export async function themesOf(page: Page): Promise<readonly Theme[]> {
  const isDark = await page.locator('body[data-theme-mode=dark]').count();
  return isDark ? ['dark', 'light'] : ['light', 'dark'];
}
