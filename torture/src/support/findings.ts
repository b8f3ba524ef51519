/** Broken promises are told up to here; one more says that there are others. */
const TOLD = 20;

/** Collects the violations of a round. */
export class Findings {
  readonly list: string[] = [];
  private left = 0;

  /** Tells the violation unless it is `fine`; answers whether it was. */
  expect(fine: boolean, tell: () => string): boolean {
    if (!fine) {
      if (this.list.length < TOLD) this.list.push(tell());
      else this.left += 1;
    }
    return fine;
  }

  all(): string[] {
    return this.left > 0
      ? [...this.list, `… and ${this.left} more of this round`]
      : this.list;
  }
}
