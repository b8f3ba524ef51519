import { UnavailableError } from 'backstage-plugin-itsm-common';
import type { RequestHandler } from 'express';

/** Long enough for everything that is served, and shorter than what sends SIGKILL waits. */
const LONGEST_WAIT_MS = 20_000;

/**
 * Requests that this process has begun to answer. Without it the database would be closed under them when
 * the process is told to stop: a write would be committed and its caller would hear of a failure.
 */
export class RunningRequests {
  private readonly running = new Set<Promise<unknown>>();
  private isStopping = false;

  /** Counts a request until its answer is sent; while the process stops, none is begun. */
  readonly middleware: RequestHandler = (_req, res, next) => {
    if (this.isStopping) {
      res.setHeader('Connection', 'close');
      throw new UnavailableError(
        'This backend is stopping; try again.',
        5,
        'stopping',
      );
    }
    this.add(new Promise(ended => res.once('close', ended)));
    next();
  };

  /** Counts work that goes on when its caller has hung up. */
  async tracked<T>(work: Promise<T>): Promise<T> {
    this.add(work);
    return work;
  }

  /** Resolves when all are answered, or the longest of them took too long. */
  async stop(waitMs = LONGEST_WAIT_MS): Promise<void> {
    this.isStopping = true;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>(resolve => {
      timer = setTimeout(resolve, waitMs);
    });
    const all = async () => {
      while (this.running.size > 0) await Promise.allSettled(this.running);
    };
    await Promise.race([all(), tooLong]);
    clearTimeout(timer);
  }

  private add(work: Promise<unknown>): void {
    const counted = work
      .catch(() => {})
      .finally(() => this.running.delete(counted));
    this.running.add(counted);
  }
}
