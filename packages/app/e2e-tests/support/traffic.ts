import type { Page, Request } from '@playwright/test';

/** Components wait about so long before they ask, whatever the machine. */
const QUIET_MS = 500;

/** Follows what a page fetches. Call it before the page opens. */
export function followTraffic(page: Page) {
  let begun = 0;
  const running = new Set<Request>();
  page.on('request', request => {
    begun += 1;
    running.add(request);
  });
  page.on('requestfinished', request => running.delete(request));
  page.on('requestfailed', request => running.delete(request));

  /** The page has nothing to do and waits for nothing, twice in a row: what it starts late has started. */
  async function untilQuiet() {
    for (let seen = -1; seen !== begun || running.size > 0;) {
      seen = begun;
      await page.evaluate(
        quietMs =>
          new Promise(resolve => {
            setTimeout(() => requestIdleCallback(resolve), quietMs);
          }),
        QUIET_MS,
      );
    }
  }
  return { untilQuiet };
}
