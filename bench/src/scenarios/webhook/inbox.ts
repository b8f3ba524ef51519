import { until } from 'itsm-harness';
import type { Stage } from '../../stage/Stage';

/** No deployment of the filled database has such a number. */
const FIRST_RUN = 9_000_000_000;
/** More than one load sends. */
const RESERVED = 1_000_000;

/** What scenarios of webhooks know of the inbox; it asks the database, not the backend. */
export interface Inbox {
  /** Numbers for the deliveries of one load. */
  reserveRuns(): number;
  waiting(): Promise<number>;
  /** Until everything that was received is worked off; answers how many seconds that took. */
  drained(): Promise<number>;
}

export function inboxOf({ sql }: Stage): Inbox {
  const count = sql.prepare(
    'select count(*) as waiting from deliveries where next_attempt_at is not null',
  );
  let reserved = 0;
  const waiting = async () => Number((await count())[0].waiting);
  return {
    waiting,
    reserveRuns: () => {
      reserved += 1;
      return FIRST_RUN + reserved * RESERVED;
    },
    drained: async () => {
      const start = performance.now();
      await until(
        async () => (await waiting()) === 0,
        'the inbox to be empty',
        {
          timeoutMs: 1_800_000,
          everyMs: 5,
        },
      );
      return (performance.now() - start) / 1_000;
    },
  };
}
