import { GITHUB_HOOK } from 'itsm-harness';
import { deliveryOf } from '../../load/deliveries';
import type { Loader } from '../../load/startLoader';
import { PROBE } from '../../probe/probe';
import { openHttp } from '../../stage/HttpSession';
import type { Stage } from '../../stage/Stage';
import { measureBlocks } from '../../statistics/measureBlocks';
import { rounded, type Timing } from '../../statistics/Timing';
import { turnsOf } from '../../statistics/turns';
import { planOf, type Bench } from '../Scenario';
import type { Inbox } from './inbox';

const HOOKS = { ours: GITHUB_HOOK, hook: `${PROBE}/hook` };
const CONNECTIONS = 8;
const LEAST_DRAINED = 20;

/** Time until a webhook is answered, one after the other and with nothing else to do. */
export async function measureAcks(
  bench: Bench,
  { backend }: Stage,
  inbox: Inbox,
): Promise<Record<string, Timing>> {
  const http = openHttp(backend.url, null);
  const firstRun = inbox.reserveRuns();
  const send = (path: string) => (index: number) =>
    http.send('POST', path, deliveryOf(firstRun + index));
  try {
    return await measureBlocks(
      [
        { name: 'ours', once: send(HOOKS.ours), settle: inbox.drained },
        { name: 'hook', once: send(HOOKS.hook) },
      ],
      planOf(bench, { full: 10, quick: 2 }, { full: 60, quick: 4 }),
    );
  } finally {
    http.close();
  }
}

/**
 * Webhooks per second that are answered, in interleaved blocks; what waits is worked off before the
 * next turn, and how fast that goes is the other result.
 */
export async function measureRates(
  bench: Bench,
  { backend }: Stage,
  inbox: Inbox,
  loader: Loader,
): Promise<Record<string, number[]>> {
  const blocks: Record<string, number[]> = { ours: [], hook: [] };
  const once = async (path: string) => {
    const { perSecond, failed } = await loader.closed({
      url: backend.url,
      token: null,
      seconds: bench.scaled({ full: 0.5, quick: 0.1, smoke: 0.1 }),
      connections: CONNECTIONS,
      request: { deliver: path, firstRun: inbox.reserveRuns() },
    });
    if (failed > 0) throw new Error(`${path} failed under load`);
    return perSecond;
  };
  for (let block = 0; block < bench.blocks; block += 1) {
    const sums = { ours: 0, hook: 0 };
    const drained = { deliveries: 0, seconds: 0 };
    for (const name of turnsOf(['ours', 'hook'] as const)) {
      sums[name] += (await once(HOOKS[name])) / 2;
      if (name === 'ours') {
        drained.deliveries += await inbox.waiting();
        drained.seconds += await inbox.drained();
      }
    }
    blocks.ours.push(rounded(sums.ours));
    blocks.hook.push(rounded(sums.hook));
    // A rate of a handful says how often one looks
    if (drained.deliveries >= LEAST_DRAINED) {
      (blocks.drained ??= []).push(
        rounded(drained.deliveries / drained.seconds),
      );
    }
  }
  return blocks;
}
