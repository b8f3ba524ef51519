/** The same numbers for the same seed (mulberry32 over an FNV-1a hash). */
export class Random {
  private state: number;

  constructor(seed: string) {
    this.state = 2_166_136_261;
    for (const char of seed) {
      this.state = Math.imul(this.state ^ char.charCodeAt(0), 16_777_619);
    }
  }

  /** 0 to 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low);
  }

  /** Whole milliseconds; most are near the lower end, as waits are. */
  wait(low: number, high: number): number {
    return Math.round(low + this.next() ** 2 * (high - low));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(of: readonly T[]): T {
    return of[Math.floor(this.next() * of.length)];
  }

  /** Lower-case hexadecimal digits. */
  hex(length: number): string {
    return Array.from({ length }, () =>
      Math.floor(this.next() * 16).toString(16),
    ).join('');
  }
}
