import { MIX, newIncident, type MixPlan } from '../../load/plans/mix';
import type { OpenResult } from '../../load/protocol';
import { withLoader, type Loader } from '../../load/startLoader';
import { PROBE } from '../../probe/probe';
import type { Stage } from '../../stage/Stage';
import type { Cell } from '../../results/Results';
import type { Interval } from '../../statistics/interval';
import { rounded } from '../../statistics/Timing';
import { api } from '../floor';
import { exactly, none, tail, tailNumbers } from '../figures';
import type { Bench, Scenario } from '../Scenario';
import { settled } from '../settled';
import { watchMemory } from './memory';

/** Twenty times what Atlassian mandates for an enterprise of its size (15.1 actions/s). */
const PROMISED = 302;
const P95_MS = 100;
const PROMISED_SECONDS = 600;
/** A slope of less says nothing. */
const STEADY_SECONDS = 60;
const RATES = [25, 50, 75, 100, 125, 150, 200, 250, PROMISED];
const CONNECTIONS = 32;
const NUMBERS = 5_000;
/** Enough for as many edits as are on their way at once. */
const EDITED = { full: 128, quick: 128, smoke: 16 };
const ENTITY = 'component:default/checkout';

async function planFor(
  { seed, scaled }: Bench,
  { sql, http, filled, lastFilled }: Stage,
): Promise<MixPlan> {
  const rows = await sql.run(
    `select number from records where restricted = 0 and id <= $1 order by id desc limit ${NUMBERS}`,
    lastFilled,
  );
  const edited: string[] = [];
  while (edited.length < scaled(EDITED)) {
    const title = `To be edited ${edited.length}`;
    const { text } = await http.send('POST', api('incidents'), {
      body: newIncident(ENTITY, title),
    });
    edited.push(JSON.parse(text).number);
  }
  const { one, thousand, hundredThousand } = filled.entities;
  return {
    name: 'mix',
    seed,
    numbers: rows.map(row => row.number),
    edited,
    words: Object.values(filled.words),
    entities: [
      ENTITY,
      one,
      thousand,
      ...(hundredThousand ? [hundredThousand] : []),
    ],
  };
}

const isHeld = ({ failed, all }: OpenResult) =>
  failed === 0 && all.p95 <= P95_MS;

/** Whoever holds out for a minute has not held out for ten: too short, a load can only fail. */
function forLong(
  cell: Cell,
  result: Interval | undefined,
  atMost: number,
): Interval | undefined {
  const isLong = Number(cell.numbers['promised.seconds']) >= PROMISED_SECONDS;
  return isLong || (result && result.high > atMost) ? result : undefined;
}

export const mix: Scenario = {
  id: 'mix',
  title: 'An enterprise at work',
  about: `${Object.entries(MIX)
    .map(([kind, share]) => `${kind} ${share} %`)
    .join(
      ', ',
    )}: drawn from a seed, sent at a fixed rate whether earlier requests were answered or not. First the
    rate is raised until p95 exceeds ${P95_MS} ms or something fails; the highest rate that holds is then kept up while the memory
    of the backend is watched. Database, backend and generator share the machine.`,
  largestOnly: true,
  goals: [
    {
      id: 'mix.p95',
      text: `p95 at ${PROMISED}/s`,
      unit: 'ms',
      bound: { atMost: P95_MS },
      result: cell => forLong(cell, tail('promised.p95')(cell), P95_MS),
    },
    {
      id: 'mix.failed',
      text: `Failed requests at ${PROMISED}/s`,
      unit: '',
      bound: { atMost: 0 },
      result: cell => forLong(cell, exactly('promised.failed')(cell), 0),
    },
    {
      id: 'mix.rate',
      text: `Highest rate with p95 ≤ ${P95_MS} ms and no failure`,
      unit: '/s',
      bound: { atLeast: PROMISED },
      result: exactly('held.rate'),
    },
    {
      id: 'mix.heldP95',
      text: 'p95 while that rate is kept up',
      unit: 'ms',
      bound: { atMost: P95_MS },
      result: tail('kept.p95'),
    },
    none('mix.heldFailed', 'Failed requests meanwhile', 'kept.failed'),
    {
      id: 'mix.memory',
      text: 'Growth of resident memory meanwhile',
      unit: 'MiB/min',
      bound: { atMost: 1 },
      result: exactly('memory.slope'),
    },
    {
      id: 'mix.floor',
      text: `The policy route alone, ${CONNECTIONS} connections`,
      unit: '/s',
      result: exactly('floor.permitted'),
    },
    {
      id: 'mix.floorHello',
      text: `A route that only authenticates, ${CONNECTIONS} connections`,
      unit: '/s',
      result: exactly('floor.hello'),
    },
  ],
  labels: {
    'promised.seconds': `Seconds at ${PROMISED}/s`,
    'promised.p50': `p50 at ${PROMISED}/s, ms`,
    'promised.p99': `p99 at ${PROMISED}/s, ms`,
    'kept.seconds': 'Seconds at the rate that holds',
    'kept.p50': 'p50 at the rate that holds, ms',
    'kept.p99': 'p99 at the rate that holds, ms',
    ...Object.fromEntries(
      Object.keys(MIX).map(kind => [
        `kept.${kind}`,
        `p95 of ${kind} at the rate that holds, ms`,
      ]),
    ),
    'memory.start': 'Memory of the backend at the start, MiB',
    'memory.end': 'Memory of the backend at the end, MiB',
  },

  async measure(bench, stage) {
    const plan = await planFor(bench, stage);
    const settle = settled(stage);
    return withLoader(bench, async loader => {
      const floor = await maximum(bench, stage, loader);
      const load = async (
        rate: number,
        seconds: number,
        blockSeconds: number,
      ) => {
        await settle();
        return loader.open({
          url: stage.backend.url,
          token: stage.token,
          rate,
          seconds,
          blockSeconds,
          plan,
        });
      };
      // What no scenario before has asked for is compiled now, not while it is measured
      const warmUp = bench.scaled({ full: 10, quick: 4, smoke: 0.2 });
      await load(RATES[0], warmUp, warmUp);
      const held = await highestRate(bench, rate => {
        const seconds = bench.scaled({ full: 10, quick: 2, smoke: 0.2 });
        return load(rate, seconds, seconds);
      });
      bench.log(`holds ${held}/s`);

      const memory = watchMemory(stage.backend.pid);
      const keptSeconds =
        bench.blocks * bench.scaled({ full: 20, quick: 0.3, smoke: 0.1 });
      const kept = await load(
        Math.max(held, RATES[0]),
        keptSeconds,
        keptSeconds / bench.blocks,
      );
      const found = memory.stop();
      // What is not held is not tried for ten minutes: it only piles up
      const long = bench.scaled({ full: 20, quick: 1, smoke: 0.1 });
      const block = bench.scaled({ full: 2, quick: 0.1, smoke: 0.1 });
      const seconds =
        held === PROMISED ? bench.blocks * long : bench.blocks * block;
      const promised = await load(PROMISED, seconds, seconds / bench.blocks);
      await settle();
      return {
        timings: {},
        numbers: {
          ...floor,
          'held.rate': held,
          ...figuresOf('promised', promised, seconds),
          ...(held > 0 && figuresOf('kept', kept, keptSeconds)),
          ...(held > 0 &&
            keptSeconds >= STEADY_SECONDS &&
            found && {
              'memory.slope': rounded(found.slope),
              'memory.start': found.mib[0],
              'memory.end': found.mib[found.mib.length - 1],
              'memory.mib': found.mib,
            }),
        },
        notes: [...new Set([...kept.failures, ...promised.failures])],
      };
    });
  },
};

/** What the process could answer if there was nothing to do. */
async function maximum(bench: Bench, stage: Stage, loader: Loader) {
  const of = async (path: string) => {
    const { perSecond } = await loader.closed({
      url: stage.backend.url,
      token: stage.token,
      seconds: bench.scaled({ full: 10, quick: 1, smoke: 0.1 }),
      connections: CONNECTIONS,
      request: { get: `${PROBE}/${path}` },
    });
    return rounded(perSecond);
  };
  return {
    'floor.permitted': await of('permitted'),
    'floor.hello': await of('hello'),
  };
}

/** 0 when even the lowest is too much. */
async function highestRate(
  bench: Bench,
  attempt: (rate: number) => Promise<OpenResult>,
): Promise<number> {
  let held = 0;
  const { length } = RATES;
  const tried = bench.scaled({ full: length, quick: length, smoke: 2 });
  for (const rate of RATES.slice(0, tried)) {
    const result = await attempt(rate);
    bench.log(`${rate}/s: p95 ${result.all.p95} ms, ${result.failed} failed`);
    if (!isHeld(result)) break;
    held = rate;
  }
  return held;
}

function figuresOf(name: string, result: OpenResult, seconds: number) {
  return {
    [`${name}.seconds`]: seconds,
    [`${name}.failed`]: result.failed,
    [`${name}.p50`]: result.all.p50,
    ...tailNumbers(`${name}.p95`, result.tails.p95),
    [`${name}.p99`]: result.all.p99,
    ...Object.fromEntries(
      Object.entries(result.byKind).map(([kind, { p95 }]) => [
        `${name}.${kind}`,
        p95,
      ]),
    ),
  };
}
