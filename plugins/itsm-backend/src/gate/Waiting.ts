/** Waits at most so long for what no commit tells of, such as a definition that was changed elsewhere. */
const LONGEST_MS = 30_000;

/** What was committed and may let somebody through. */
export interface Wake {
  /** Number of the record; left out: something that may matter to everybody. */
  number?: string;
  /** Something broke, or was repaired: it matters to whoever waits for that. */
  isOutage?: boolean;
}

/** Pipelines that wait in this process. */
export class Waiting {
  /** The process stops: whoever asks is answered at once. */
  isClosed = false;
  private readonly waiting = new Map<() => void, (wake: Wake) => boolean>();

  /** How many wait. */
  get size(): number {
    return this.waiting.size;
  }

  /**
   * Begins to listen: what is committed from now on ends the wait, also before it is awaited, so that nothing is lost
   * between a decision and the wait for the next one.
   */
  listen(concerns: (wake: Wake) => boolean): {
    wait(ms: number): Promise<void>;
    end(): void;
  } {
    let isWoken = false;
    let resolve = () => {};
    const wake = () => {
      isWoken = true;
      resolve();
    };
    this.waiting.set(wake, concerns);
    const end = () => void this.waiting.delete(wake);
    return {
      end,
      wait: async ms => {
        if (!isWoken) {
          let timer: NodeJS.Timeout | undefined;
          await new Promise<void>(done => {
            resolve = done;
            timer = setTimeout(done, Math.min(ms, LONGEST_MS));
          });
          clearTimeout(timer);
        }
        end();
      },
    };
  }

  wake(told: Wake): void {
    for (const [wake, concerns] of this.waiting) if (concerns(told)) wake();
  }

  /** Nobody waits any longer: the process stops. */
  close(): void {
    this.isClosed = true;
    for (const wake of this.waiting.keys()) wake();
  }
}
