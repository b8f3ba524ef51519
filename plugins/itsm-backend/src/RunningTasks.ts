type Task = (signal: AbortSignal) => Promise<unknown>;

/**
 * Scheduled tasks of this process that have begun. The scheduler does not wait for them when the
 * process stops, and the database is closed next.
 */
export class RunningTasks {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  /** The task, whose signal also tells it that the process stops; nothing begins after that. */
  tracked(task: Task): (signal?: AbortSignal) => Promise<void> {
    return async signal => {
      const { signal: stopping } = this.stopping;
      if (stopping.aborted) return;
      const run = task(signal ? AbortSignal.any([signal, stopping]) : stopping);
      this.running.add(run);
      try {
        await run;
      } finally {
        this.running.delete(run);
      }
    };
  }

  /** Resolves when what has begun has ended, however it ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }
}
