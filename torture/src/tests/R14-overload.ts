import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { residentMib } from '../support/memory';
import { flood, readOf, type Flooded } from '../support/overload/flood';
import { holdSockets } from '../support/overload/leeches';
import { runTask, startReplicas, type Replicas } from '../support/replicas';
import { openWire, type Wire } from '../support/wire';
import { tortureTest } from '../TortureTest';

const CALM = { connections: 32, seconds: 3 };
const FLOOD = { connections: 320, seconds: 10 };
const TRICKLING = 300;
const IDLE = 300;
const MOST_GROWTH = 2.5;
const MOST_MIB = 1_536;
const RECOVERY_MS = 10_000;
/** Every acknowledged delivery of a flood makes a change; that takes its time. */
const WORK_OFF_MS = 10 * 60_000;

export const overload = tortureTest<Replicas>({
  id: 'R14',
  title: 'Ten times as many connections, and sockets that only take room',
  promise: `In a flood every request is served or told to come again with 429 or 503, what was acknowledged is stored and worked off, memory stays below ${MOST_GROWTH} times what it was, and ${
    RECOVERY_MS / 1_000
  } s later reads are as fast as before.`,
  unit: 'requests',
  engines: ['postgres', 'sqlite'],
  fullDose: 1_000_000,
  // A round takes longer than every day has
  smallDose: 0,
  setUp: arena => startReplicas(arena, 1),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed) {
    const findings = new Findings();
    const { all, knex } = replicas;
    const { port, pid } = all[0].backend;
    const wire = openWire(port, 1);
    // Rounds share a database: no run comes twice
    const firstRun = seed * 1_000_000;
    const calm = await flood({ port, firstRun, ...CALM });
    await untilNothingWaits(replicas);
    const usual = await p99OfReads(wire);
    const before = residentMib(pid);

    const release = holdSockets(port, TRICKLING, IDLE);
    let largest = before;
    const watching = setInterval(() => {
      largest = Math.max(largest, residentMib(pid));
    }, 200);
    let wild: Flooded;
    try {
      wild = await flood({ port, firstRun: firstRun + 500_000, ...FLOOD });
    } finally {
      clearInterval(watching);
      release();
    }
    const most = 3 * usual + 50;
    let last = Infinity;
    const isFast = await until(
      async () => {
        last = await p99OfReads(wire);
        return last <= most;
      },
      'reads to be as fast as before',
      { timeoutMs: RECOVERY_MS },
    ).then(
      () => true,
      () => false,
    );
    findings.expect(
      isFast,
      () =>
        `${RECOVERY_MS} ms after the flood reads take ${last} ms (p99), before it ${usual} ms`,
    );
    for (const [text, times] of [...calm.faults, ...wild.faults]) {
      findings.expect(false, () => `${times} times in the flood: ${text}`);
    }
    findings.expect(
      largest <= before * MOST_GROWTH && largest <= MOST_MIB,
      () => `The process grew from ${before} to ${largest} MiB`,
    );
    await untilNothingWaits(replicas);
    await expectStored(knex, [...calm.acked, ...wild.acked], findings);
    wire.close();
    return {
      units: calm.requests + wild.requests,
      violations: findings.all(),
      facts: {
        acked: calm.acked.length + wild.acked.length,
        shed: wild.shed,
        calmPerSecond: Math.round(calm.perSecond),
        floodPerSecond: Math.round(wild.perSecond),
        grownMib: Math.round(largest - before),
      },
    };
  },
});

async function untilNothingWaits({ all, knex }: Replicas): Promise<void> {
  await until(
    async () => {
      await runTask(all[0], 'itsm-inbox');
      const left = await knex('deliveries')
        .where({ status: 'received' })
        .first('id');
      return left === undefined;
    },
    'every delivery to be worked off',
    { timeoutMs: WORK_OFF_MS, everyMs: 500 },
  );
}

/** Each was answered 202 and so is a row, and it was understood. */
async function expectStored(
  knex: Knex,
  acked: readonly string[],
  findings: Findings,
): Promise<void> {
  for (let i = 0; i < acked.length; i += 500) {
    const some = acked.slice(i, i + 500);
    const rows = await knex('deliveries')
      .whereIn('id', some)
      .select('id', 'status', 'reason');
    const byId = new Map(rows.map(row => [row.id, row]));
    for (const id of some) {
      const row = byId.get(id);
      findings.expect(
        row?.status === 'processed',
        () =>
          `Delivery ${id} was acknowledged and is ${row?.status ?? 'lost'}: ${row?.reason}`,
      );
    }
  }
}

/** One after the other, as a person waits for them; in ms. */
async function p99OfReads(wire: Wire): Promise<number> {
  const times: number[] = [];
  while (times.length < 100) {
    const began = performance.now();
    const { status } = await wire.send(readOf());
    if (status !== 200) return Infinity;
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return Math.round(times[98]);
}
