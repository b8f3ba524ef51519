import { expect, type Locator, type Page } from '@playwright/test';

/**
 * Makes a page follow changes by signals alone, so that a test of them needs no stopwatch: a page that
 * nobody sees doesn't look again from time to time. Call it before the page opens.
 */
export async function followSignalsOnly(page: Page) {
  const subscribed = new Set<string>();
  /** What the page was handed out last, by the address that it asked. */
  const handedOut = new Map<string, string[]>();
  page.on('response', async response => {
    if (!response.url().includes('/api/itsm/v1/')) return;
    // Not every answer has a body, and none has one once the page has gone on
    const body = await response.json().catch(() => undefined);
    if (body?.signalChannels)
      handedOut.set(response.url(), body.signalChannels);
  });
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
    /** To the channels of answers whose address has this in it: the page would miss what is changed earlier. */
    untilSubscribed: (part: string) =>
      expect
        .poll(() => {
          const names = [...handedOut]
            .filter(([url]) => url.includes(part))
            .flatMap(([, channels]) => channels);
          return names.length > 0 && names.every(name => subscribed.has(name));
        })
        .toBe(true),
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
