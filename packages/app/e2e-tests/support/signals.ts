import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Makes a page follow changes by signals alone, so that a test of them needs no stopwatch: a page that
 * nobody sees doesn't look again from time to time. Call it before the page opens.
 */
export async function followSignalsOnly(page: Page) {
  const subscribed = new Set<string>();
  page.on('websocket', socket => {
    subscribed.clear();
    socket.on('framesent', ({ payload }) => {
      const { action, channel } = JSON.parse(payload.toString());
      if (action === 'subscribe') subscribed.add(channel);
    });
  });
  await page.addInitScript(() =>
    Object.defineProperty(document, 'visibilityState', { value: 'hidden' }),
  );
  return {
    /** The page would miss what is changed earlier. */
    untilSubscribed: (channel: string) =>
      expect.poll(() => [...subscribed]).toContain(channel),
  };
}

/** After so long without a signal another one is caused. */
const LOST_AFTER_MS = 15_000;

/**
 * Waits until a page that follows signals alone shows something. A signal that comes while the page's socket is
 * renewed is lost, which the product makes up for by looking again: here `cause` sends another one.
 */
export const untilFollowed = (shown: Locator, cause: () => Promise<unknown>) =>
  expect(async () => {
    await cause();
    await expect(shown).toBeVisible({ timeout: LOST_AFTER_MS });
  }).toPass();
