/** How far something is that takes minutes. */
export interface Progress {
  at(what: string, done: number, all: number): void;
  say(text: string): void;
}

const EVERY_MS = 5_000;

/** Prints a line every few seconds: percent, and how many of what a second. */
export function printProgress(title: string): Progress {
  const start = Date.now();
  let printed = start;
  const say = (text: string) => {
    const seconds = Math.round((Date.now() - start) / 1_000);
    console.log(`${title} [${seconds} s] ${text}`);
  };
  let first: { what: string; done: number; at: number } | undefined;
  return {
    say,
    at: (what, done, all) => {
      const now = Date.now();
      if (first?.what !== what) first = { what, done, at: now };
      if (now < printed + EVERY_MS && done < all) return;
      printed = now;
      const seconds = Math.max(1, now - first.at) / 1_000;
      const rate = Math.round((done - first.done) / seconds);
      say(`${Math.floor((100 * done) / all)} % (${rate} ${what}/s)`);
    },
  };
}
