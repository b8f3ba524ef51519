/** Seconds since an instant in epoch milliseconds; nothing that waits has no age. */
export const secondsSince = (at: number | undefined, now: number): number =>
  at === undefined ? 0 : Math.max(0, (now - at) / 1_000);
