import { expect, type Page } from '@playwright/test';

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
