import { until } from 'itsm-harness';
import type { Stage } from '../stage/Stage';

/** Waits until outlets have worked off what writes left them: it would fall into another's sample. */
export function settled({ sql }: Stage): () => Promise<void> {
  const count = sql.prepare('select count(*) as waiting from reactions');
  return () =>
    until(
      async () => Number((await count())[0].waiting) === 0,
      'the outlets to be done',
      { everyMs: 3, timeoutMs: 5 * 60_000 },
    );
}
