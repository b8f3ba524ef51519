import { until, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import { expectHeard } from '../support/outlets/heardFaults';
import { startHeard, type Heard } from '../support/outlets/startHeard';
import { runTask, type Replica } from '../support/replicas';
import {
  endFreeLeases,
  isInTransaction,
  readHeldClaims,
  type Claims,
} from '../support/zombies/Claims';
import { expectEffects } from '../support/zombies/effects';
import { fallAsleep } from '../support/zombies/fallAsleep';
import { makeDue, prepare } from '../support/zombies/work';
import { mutantsIn, tortureTest } from '../TortureTest';

const OUTLET = 'listener';
/** How often a round tries to catch a backend that holds something. */
const TRIES = 5;
/** For work that the sleeper does not lock. */
const TAKEOVER_MS = 120_000;

const mutant = mutantsIn('plugins/itsm-backend/src');

export const zombies = tortureTest<Heard>({
  id: 'R8',
  title: 'A backend that stands still, is replaced, and goes on',
  promise:
    'While a backend stands still past its leases another one does its work; when it goes on, nothing happens twice: each timer acts once, each delivery and each key makes one record, and outlets hear of an entry again only with the same id.',
  unit: 'zombies',
  // One process writes an SQLite file, and a fallen-asleep one would have no other beside it
  engines: ['postgres'],
  fullDose: 500,
  smallDose: 1,
  mutants: [
    mutant(
      'A request writes although its key was taken over',
      'http/idempotency.ts',
      'if (!held) throw inFlight();',
      '',
    ),
    mutant(
      'Timers of another process are never taken over',
      'timers/TimerRunner.ts',
      ".orWhere('claimed_until', '<', now)",
      ".orWhere('claimed_until', '<', -1)",
    ),
    mutant(
      'Deliveries of another process are never taken over',
      'inbox/InboxStore.ts',
      ".where('next_attempt_at', '<=', now)",
      ".where('next_attempt_at', '<=', now).whereNull('claimed_by')",
    ),
  ],
  setUp: arena => startHeard(arena, 2, [OUTLET]),
  tearDown: heard => heard.close(),
  async round(heard, seed, random) {
    const findings = new Findings();
    const facts: Record<string, number> = {};
    for (let tries = 0; tries < TRIES; tries += 1) {
      const scene = await play(heard, seed, random, findings);
      for (const [name, count] of Object.entries(scene)) {
        facts[name] = (facts[name] ?? 0) + count;
      }
      const held =
        facts.timers + facts.reactions + facts.deliveries + facts.keys;
      if (held > 0) break;
    }
    return { units: 1, violations: findings.all(), facts };
  },
});

/** A backend falls asleep at its work, another one does it, and it wakes up. */
async function play(
  { sink, replicas }: Heard,
  seed: number,
  random: Seeded,
  findings: Findings,
): Promise<Claims & { locked: number; again: number }> {
  const { knex, all } = replicas;
  const [sleeper, other] = random.shuffle(all);
  const since = Date.now();
  sink.heard.length = 0;
  const work = await prepare(other, seed, random);
  await makeDue(knex, work);

  const asleep = fallAsleep({ knex, sink, sleeper, random });
  const ask = (replica: Replica) =>
    work.questions.map(question =>
      // A connection may end in its sleep; the other one was asked too
      replica.wire.send(question).catch(() => undefined),
    );
  const answers = ask(sleeper);
  const task = runTask(sleeper, 'itsm-timers').catch(() => {});
  await asleep;

  const held = await readHeldClaims(knex);
  const locked = await isInTransaction(knex);
  await endFreeLeases(knex);
  answers.push(...ask(other));
  const isTakenOver = await untilWorkIsDone(knex, [other], TAKEOVER_MS, locked);
  findings.expect(
    isTakenOver || locked,
    () =>
      `${other.name} did not take over within ${TAKEOVER_MS} ms: ${JSON.stringify(held)}`,
  );

  sleeper.backend.signal('SIGCONT');
  await task;
  const replies = (await Promise.all(answers)).flatMap(reply => reply ?? []);
  const isDone = await untilWorkIsDone(knex, all, 90_000);
  findings.expect(isDone, () => 'The work is never done, with both awake');
  await expectEffects({ knex, replica: other, work, replies, findings });
  const ids = await knex('records')
    .where('created_at', '>=', since)
    .pluck('id');
  const again = await expectHeard(knex, ids, OUTLET, sink.heard, findings);
  for (const fault of await invariants(knex, { since })) {
    findings.expect(false, () => fault);
  }
  return { ...held, locked: locked ? 1 : 0, again };
}

/** False when something is left after that time, or at once when somebody waits for a lock. */
async function untilWorkIsDone(
  knex: Knex,
  replicas: readonly Replica[],
  timeoutMs: number,
  isLocked = false,
): Promise<boolean> {
  const isDone = async () => {
    const tasks = ['itsm-timers', 'itsm-outlets', 'itsm-inbox'];
    const running = replicas.flatMap(r => tasks.map(task => runTask(r, task)));
    // A task of a backend that waits for the sleeper's lock ends when that one wakes up
    if (isLocked) running.forEach(each => each.catch(() => {}));
    else await Promise.all(running);
    const left = await Promise.all([
      knex('timers').where('due_at', '<=', Date.now()).first('name'),
      knex('reactions').first('entry_id'),
      knex('deliveries').where({ status: 'received' }).first('id'),
      knex('idempotency').whereNull('status').first('id'),
    ]);
    return left.every(row => row === undefined);
  };
  return until(isDone, 'the work to be done', {
    timeoutMs: isLocked ? 3_000 : timeoutMs,
    everyMs: 250,
  }).then(
    () => true,
    () => false,
  );
}
