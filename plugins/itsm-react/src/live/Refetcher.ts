/**
 * Runs one request at a time. A hint during a request causes exactly one more after it, however
 * many hints there were: what they announced may have missed the running request.
 */
export class Refetcher<T> {
  private running: AbortController | undefined;
  private hinted = false;
  /** Epoch milliseconds of the last start. */
  private startedAt = 0;

  constructor(
    private readonly load: (signal: AbortSignal) => Promise<T>,
    private readonly listener: {
      started(): void;
      loaded(data: T): void;
      failed(error: Error): void;
    },
  ) {}

  /** Something may have changed. */
  hint() {
    if (this.running) this.hinted = true;
    else void this.run();
  }

  /** Something may have changed unnoticed, unless we looked less than `ms` ago. */
  hintIfOlderThan(ms: number) {
    if (Date.now() - this.startedAt >= ms) this.hint();
  }

  /** A newer answer is known: the running request must not overwrite it. */
  discard() {
    this.running?.abort();
    this.running = undefined;
    this.hinted = false;
  }

  private async run() {
    const controller = new AbortController();
    this.running = controller;
    this.hinted = false;
    this.startedAt = Date.now();
    this.listener.started();
    try {
      const data = await this.load(controller.signal);
      if (!controller.signal.aborted) this.listener.loaded(data);
    } catch (error) {
      if (!controller.signal.aborted) this.listener.failed(error as Error);
    }
    if (this.running !== controller) return;
    this.running = undefined;
    if (this.hinted) this.hint();
  }
}
