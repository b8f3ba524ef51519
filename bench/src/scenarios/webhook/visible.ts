import { setTimeout as sleep } from 'node:timers/promises';
import { GITHUB_HOOK } from 'itsm-harness';
import { revisionOf } from '../../load/deliveries';
import { blockResult } from '../../load/openLoop';
import type { Loader } from '../../load/startLoader';
import type { Stage } from '../../stage/Stage';
import { quantileOf } from '../../statistics/interval';
import { tailNumbers } from '../figures';
import { api } from '../floor';
import type { Bench } from '../Scenario';
import type { Inbox } from './inbox';

const ENTITY = 'component:default/checkout';
/** Looking costs the backend something, too: this is what a page that is open does, and a bit more. */
const EVERY_MS = { full: 250, quick: 250, smoke: 20 };

/** When the API first showed each deployment with its change. */
async function watchDeployments(
  { http }: Stage,
  everyMs: number,
  isOver: () => boolean,
) {
  const seen = new Map<string, number>();
  const look = async () => {
    let cursor: string | undefined;
    do {
      const page = await http.json(
        api('deployments', { entity: ENTITY, limit: 100, cursor }),
      );
      const at = Date.now();
      const fresh = page.items.filter(
        (item: any) => item.change && !seen.has(item.revision),
      );
      for (const item of fresh) seen.set(item.revision, at);
      // Newest first: beyond one that is known there is nothing new
      const oldest = page.items[page.items.length - 1];
      cursor = fresh.includes(oldest) ? page.nextCursor : undefined;
    } while (cursor);
  };
  while (!isOver()) {
    await look();
    await sleep(everyMs);
  }
  await look();
  return seen;
}

/** Sends webhooks at a rate, and asks the API all the time what it knows of them. */
export async function measureVisible(
  bench: Bench,
  stage: Stage,
  inbox: Inbox,
  loader: Loader,
  rate: number,
): Promise<Record<string, number | number[]>> {
  const firstRun = inbox.reserveRuns();
  let isOver = false;
  const watching = watchDeployments(
    stage,
    bench.scaled(EVERY_MS),
    () => isOver,
  );
  const blockSeconds = bench.scaled({ full: 2, quick: 0.3, smoke: 0.1 });
  let sent;
  try {
    sent = await loader.open({
      url: stage.backend.url,
      token: null,
      rate,
      seconds: bench.blocks * blockSeconds,
      blockSeconds,
      plan: { name: 'deliver', path: GITHUB_HOOK, firstRun },
    });
    await inbox.drained();
  } finally {
    isOver = true;
  }
  const seen = await watching;
  const end = Date.now();
  const blocks: number[][] = Array.from({ length: bench.blocks }, () => []);
  let missing = 0;
  for (let index = 0; index < sent.sent; index += 1) {
    const due = (index * 1_000) / rate;
    const at = seen.get(revisionOf(firstRun + index));
    if (at === undefined) missing += 1;
    // What was never visible took at least until nobody looked any more
    blocks[Math.floor(due / 1_000 / blockSeconds)].push(
      (at ?? end) - sent.startedAt - due,
    );
  }
  return {
    'visible.p50': blockResult(blocks.flat()).p50,
    ...tailNumbers('visible.p99', quantileOf(blocks, 0.99)),
    'visible.missing': missing,
    'visible.failed': sent.failed,
  };
}
