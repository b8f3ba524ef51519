/**
 * Asks again and again until it is so: a process of its own can't be asked to wake us.
 *
 * @throws Error after `timeoutMs`, naming `what` and the last failure.
 */
export async function until(
  isSo: () => Promise<boolean>,
  what: string,
  { timeoutMs = 90_000, everyMs = 50 } = {},
): Promise<void> {
  const end = Date.now() + timeoutMs;
  let last: unknown;
  for (;;) {
    try {
      if (await isSo()) return;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) {
      throw new Error(`Waited too long for ${what}`, { cause: last });
    }
    await new Promise(done => setTimeout(done, everyMs));
  }
}
