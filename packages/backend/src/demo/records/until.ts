import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 2_000;

/**
 * Asks again, ever more rarely, until the answer is true; an error counts as not yet.
 *
 * @throws Error naming `what` after `timeoutMs`, or when the signal aborts.
 */
export async function until(
  what: string,
  isSo: () => Promise<boolean>,
  o: { timeoutMs: number; signal: AbortSignal; firstDelayMs?: number },
): Promise<void> {
  const { timeoutMs, signal } = o;
  let delay = o.firstDelayMs ?? FIRST_DELAY_MS;
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
    await sleep(delay, undefined, { signal });
    delay = Math.min(delay * 1.5, LONGEST_DELAY_MS);
  }
}
