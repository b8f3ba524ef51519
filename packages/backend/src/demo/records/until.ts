import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * Asks again until the answer is true; an error counts as not yet.
 *
 * @throws Error naming `what` after `timeoutMs`, or when the signal aborts.
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  { timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal },
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs / 1000} s for ${what}`, {
        cause: last,
      });
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}
