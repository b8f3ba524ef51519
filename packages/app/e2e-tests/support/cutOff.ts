import type { Page } from '@playwright/test';

/** What the browser says of requests to a backend that is away. */
export const UNREACHABLE = /net::ERR_BLOCKED_BY_CLIENT/;

/**
 * From now on the page does not reach the backend of the plugin. With a route of Playwright it would have no cache. Returns
 * how it reaches it again.
 */
export async function cutOff(page: Page): Promise<() => Promise<unknown>> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('Network.enable');
  const block = (...urls: string[]) =>
    browser.send('Network.setBlockedURLs', { urls });
  await block('*/api/itsm/*');
  return () => block();
}
