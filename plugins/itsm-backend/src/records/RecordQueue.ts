import { TooManyRequestsError } from 'backstage-plugin-itsm-common';

/** Writers of one record that hold a connection: one works, the next one is ready. */
const WRITING = 2;
/** Writers of one record that wait in memory; a person is answered before they give up. */
const WAITING = 100;
const RETRY_AFTER_S = 2;

interface Line {
  writing: number;
  waiting: (() => void)[];
}

/**
 * Lets few writers of one record in at a time. A record is locked while it is written, so that more of
 * them would only hold connections that other records need. Of this process: others have their own pool.
 */
export class RecordQueue {
  private readonly lines = new Map<string, Line>();

  /** @throws TooManyRequestsError when too many wait for this record already */
  async run<T>(recordId: string, work: () => Promise<T>): Promise<T> {
    const line = this.lines.get(recordId) ?? { writing: 0, waiting: [] };
    this.lines.set(recordId, line);
    if (line.writing < WRITING) line.writing += 1;
    else if (line.waiting.length >= WAITING) {
      throw new TooManyRequestsError(RETRY_AFTER_S);
    } else {
      // Whoever ends hands its place over
      await new Promise<void>(resolve => line.waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      if (next) next();
      else {
        line.writing -= 1;
        if (line.writing === 0) this.lines.delete(recordId);
      }
    }
  }
}
