/** Ids of one story; no two identities share any. */
const SIZE = 1_000;
/** Longer than every other number in what is stored but times, and shorter than those. */
const FIRST = 1_000_000_000;

/** The same story can be told twice as if it were two: everything that is named has other ids. */
export class Identity {
  private readonly base: number;

  constructor(n: number) {
    this.base = FIRST + n * SIZE;
  }

  /** @param n - below 1,000 */
  number(n: number): string {
    return String(this.base + n);
  }

  /** Whether a text names one of these ids. */
  owns(text: string): boolean {
    return this.strip(text) !== text;
  }

  /** What was stored in this identity, as it would be in any. */
  strip(text: string): string {
    return text.replace(/\d{10,12}(?!\d)/g, digits => {
      const n = Number(digits) - this.base;
      return n >= 0 && n < SIZE ? `#${n}` : digits;
    });
  }
}
