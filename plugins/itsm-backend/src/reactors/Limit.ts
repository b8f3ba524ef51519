/** Waits for somebody only so long. */
export class Limit {
  isOver = false;

  constructor(private readonly ms: number) {}

  /** @throws Error when the work takes longer; it goes on, and nobody waits for it. */
  async over<T>(work: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        this.isOver = true;
        fail(new Error(`No end within ${this.ms / 1_000} seconds`));
      }, this.ms).unref();
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }
}
