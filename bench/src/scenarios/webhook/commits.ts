import { setTimeout as sleep } from 'node:timers/promises';
import { GITHUB_HOOK } from 'itsm-harness';
import type { Loader } from '../../load/startLoader';
import type { Stage } from '../../stage/Stage';
import { rounded } from '../../statistics/Timing';
import type { Bench } from '../Scenario';
import type { Inbox } from './inbox';

const RATE = 20;
/** PostgreSQL's sessions tell their statistics at most once a second. */
const STATISTICS_MS = 2_500;

/** Transactions that PostgreSQL has ended in this database, and those anywhere that wrote. */
async function counters({ sql }: Stage) {
  const [row] = await sql.run(
    `select xact_commit::float8 as ended, pg_snapshot_xmax(pg_current_snapshot())::text::float8 as wrote,
       (select count(distinct tx) from entries)::float8 as records
     from pg_stat_database where datname = current_database()`,
  );
  return row as { ended: number; wrote: number; records: number };
}

/** Commits that a delivery costs, less those that happen anyway. Nobody else may use the server. */
export async function measureCommits(
  bench: Bench,
  stage: Stage,
  inbox: Inbox,
  loader: Loader,
): Promise<Record<string, number>> {
  if (stage.engine !== 'postgres') return {};
  const seconds = bench.scaled(10, 3);
  const during = async (work: () => Promise<unknown>) => {
    await sleep(STATISTICS_MS);
    const before = await counters(stage);
    const start = performance.now();
    await work();
    await sleep(STATISTICS_MS);
    const after = await counters(stage);
    const took = (performance.now() - start) / 1_000;
    return {
      took,
      ended: after.ended - before.ended,
      wrote: after.wrote - before.wrote,
      records: after.records - before.records,
    };
  };
  const idle = await during(() => sleep(seconds * 1_000));
  const busy = await during(async () => {
    await loader.open({
      url: stage.backend.url,
      token: null,
      rate: RATE,
      seconds,
      blockSeconds: seconds,
      plan: {
        name: 'deliver',
        path: GITHUB_HOOK,
        firstRun: inbox.reserveRuns(),
      },
    });
    await inbox.drained();
  });
  const deliveries = RATE * seconds;
  const perDelivery = (name: 'ended' | 'wrote') =>
    (busy[name] - (idle[name] * busy.took) / idle.took) / deliveries;
  return {
    // Storing the delivery is one; its record is counted by the transactions that left entries
    'commits.inboxAndRecord': rounded(1 + busy.records / deliveries),
    'commits.wrote': rounded(perDelivery('wrote')),
    'commits.ended': rounded(perDelivery('ended')),
  };
}
