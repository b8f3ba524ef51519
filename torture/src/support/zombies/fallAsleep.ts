import { until, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import type { Sink } from '../outlets/Sink';
import type { Replica } from '../replicas';

/** So many tellings at most come before the sleep. */
const TELLINGS = 12;
const TIMERS = 8;
const MISSED_AFTER_MS = 3_000;

/**
 * Stops a backend (SIGSTOP) in the middle of its work: when it tells an outlet of something, or as
 * soon as the database shows that it claimed something. The chance is the seed's, the moment only
 * nearly.
 */
export async function fallAsleep(o: {
  knex: Knex;
  sink: Sink;
  sleeper: Replica;
  random: Seeded;
}): Promise<void> {
  const { knex, sink, random } = o;
  const { backend } = o.sleeper;
  const moments: (() => Promise<unknown>)[] = [
    () => {
      const tellings = 1 + random.below(TELLINGS);
      return untilTold(sink, backend.pid, tellings);
    },
    () => untilSome(knex('timers').whereNotNull('claimed_by'), 1),
    // Some are done: the others are claimed still
    async () => {
      const before = await countOf(knex('timers'));
      const done = 1 + random.below(TIMERS - 1);
      await untilSome(
        knex('timers'),
        before - done,
        (count, wanted) => count <= wanted,
      );
    },
    () => untilSome(knex('deliveries').where({ status: 'received' }), 1),
    () => untilSome(knex('idempotency').whereNull('status'), 1),
  ];
  const missed = new Promise(done => {
    setTimeout(done, MISSED_AFTER_MS).unref();
  });
  await Promise.race([
    random
      .pick(moments)()
      .catch(() => {}),
    missed,
  ]);
  backend.signal('SIGSTOP');
  sink.policy = () => 'accept';
}

function untilTold(sink: Sink, pid: number, tellings: number): Promise<void> {
  return new Promise(done => {
    let told = 0;
    sink.policy = from => {
      if (from.pid === pid) told += 1;
      if (told === tellings) done();
      return 'accept';
    };
  });
}

async function countOf(query: Knex.QueryBuilder): Promise<number> {
  const row = await query.clone().count('* as n').first();
  return Number(row.n);
}

function untilSome(
  query: Knex.QueryBuilder,
  wanted: number,
  isSo = (count: number, limit: number) => count >= limit,
): Promise<void> {
  return until(
    async () => isSo(await countOf(query), wanted),
    'the backend to claim something',
    { everyMs: 1, timeoutMs: MISSED_AFTER_MS },
  );
}
