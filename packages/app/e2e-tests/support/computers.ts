import type { Browser, BrowserContext } from '@playwright/test';

/**
 * Browser contexts that the tests of a worker use one after the other. A new context has an empty cache: to load
 * the app into it takes longer than most tests. What else a context remembers is deleted after each test.
 */
export class Computers {
  private readonly unused = new Map<string, BrowserContext[]>();

  constructor(private readonly browser: Browser) {}

  /** A context that is like new, except for its cache of files from `baseURL`. */
  async take(baseURL: string): Promise<BrowserContext> {
    const context = this.unused.get(baseURL)?.pop();
    return context ?? (await this.browser.newContext());
  }

  async giveBack(baseURL: string, context: BrowserContext): Promise<void> {
    await forget(baseURL, context);
    const others = this.unused.get(baseURL) ?? [];
    this.unused.set(baseURL, [...others, context]);
  }
}

async function forget(baseURL: string, context: BrowserContext) {
  const page = await context.newPage();
  // What still runs would write again
  await Promise.all(
    context.pages().map(other => other !== page && other.close()),
  );
  const browser = await context.newCDPSession(page);
  await browser.send('Storage.clearDataForOrigin', {
    origin: new URL(baseURL).origin,
    // Not the cache of files
    storageTypes: 'cookies,local_storage,indexeddb,cache_storage',
  });
  await page.close();
}
