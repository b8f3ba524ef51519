import { setTimeout as sleep } from 'node:timers/promises';
import { GITHUB_HOOK } from 'itsm-harness';
import type { Loader } from '../../load/startLoader';
import type { Stage } from '../../stage/Stage';
import { rounded } from '../../statistics/Timing';
import type { Bench } from '../Scenario';
import type { Inbox } from './inbox';

const RATE = 20;
/** After it nothing of the work before is left; a smoke does not count that closely. */
const CALM_MS = { full: 2_500, quick: 2_500, smoke: 50 };

/** Transactions that wrote, and those that left entries. */
async function counters({ sql }: Stage) {
  const [row] = await sql.run(
    `select pg_snapshot_xmax(pg_current_snapshot())::text::float8 as wrote,
       (select count(distinct tx) from entries)::float8 as records`,
  );
  return row as { wrote: number; records: number };
}

/** Commits that a delivery costs, less those that happen anyway. Nobody else may use the server. */
export async function measureCommits(
  bench: Bench,
  stage: Stage,
  inbox: Inbox,
  loader: Loader,
): Promise<Record<string, number>> {
  if (stage.engine !== 'postgres') return {};
  const seconds = bench.scaled({ full: 10, quick: 2, smoke: 0.2 });
  const during = async (work: () => Promise<unknown>) => {
    await sleep(bench.scaled(CALM_MS));
    const before = await counters(stage);
    const start = performance.now();
    await work();
    await sleep(bench.scaled(CALM_MS));
    const after = await counters(stage);
    const took = (performance.now() - start) / 1_000;
    return {
      took,
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
  const wrote = busy.wrote - (idle.wrote * busy.took) / idle.took;
  return {
    // Storing the delivery is one; its record is counted by the transactions that left entries
    'commits.inboxAndRecord': rounded(1 + busy.records / deliveries),
    'commits.wrote': rounded(wrote / deliveries),
  };
}
