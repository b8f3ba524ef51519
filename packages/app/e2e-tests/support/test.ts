import { test as base } from '@playwright/test';
import { expect } from '@playwright/test';

interface BrowserErrors {
  /** What the browser complained about so far. */
  seen: string[];
  /** Complaints that this test causes on purpose, such as `/status of 403/`. */
  allow(pattern: RegExp): void;
}

/** Playwright's `test`, failing when the browser console shows an error that the test did not allow. */
export const test = base.extend<{ browserErrors: BrowserErrors }>({
  browserErrors: [
    async ({ context }, use) => {
      const seen: string[] = [];
      const allowed: RegExp[] = [];
      context.on('weberror', error => {
        seen.push(`uncaught: ${error.error().stack ?? error.error()}`);
      });
      context.on('console', message => {
        if (message.type() === 'error') {
          seen.push(`${message.text()} (${message.location().url})`);
        }
      });
      await use({ seen, allow: pattern => allowed.push(pattern) });
      const unexpected = seen.filter(
        text => !allowed.some(pattern => pattern.test(text)),
      );
      expect(unexpected, 'errors in the browser console').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
