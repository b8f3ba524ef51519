import { setTimeout as pause } from 'node:timers/promises';
import type { Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import {
  startReplicas,
  type Replica,
  type Replicas,
} from '../support/replicas';
import { Ledger } from '../support/writes/Ledger';
import { WriteMix } from '../support/writes/mix';
import { endLeases, untilWorkedOff } from '../support/writes/settle';
import { readStoredWrites } from '../support/writes/StoredWrites';
import { tortureTest } from '../TortureTest';
import {
  ANSWER_BEFORE_COMMIT,
  NO_TRANSACTION,
  ANSWER_BEFORE_STORING,
  FORGET_KEY_OF_RECORD,
} from './mutants';

const INCIDENTS = 10;
const CHANGES = 3;
const WRITES = 200;
/** Writes under way at any moment, over all backends. */
const CLIENTS = 32;
/** All timelines are verified in every round with such a seed, and in each the round's own. */
const VERIFY_EVERY = 10;

export const kill = tortureTest<Replicas>({
  id: 'R1',
  title: 'kill -9 of a backend among mixed writes',
  promise:
    'What was acknowledged is there after a crash, whole; a repeat with the same key takes effect once.',
  unit: 'kills',
  engines: ['postgres', 'sqlite'],
  fullDose: 500,
  // The first seed kills at the worst moment
  smallDose: 1,
  mutants: [
    NO_TRANSACTION,
    ANSWER_BEFORE_COMMIT,
    ANSWER_BEFORE_STORING,
    FORGET_KEY_OF_RECORD,
  ],
  setUp: arena => startReplicas(arena, 2),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed, random) {
    const { all, knex } = replicas;
    const since = Date.now();
    const ledger = new Ledger();
    const mix = new WriteMix(seed, random, ledger.known);
    const opened = [...mix.openings(INCIDENTS, CHANGES)];
    await Promise.all(
      opened.map((write, i) => ledger.send(write, all[i % all.length])),
    );

    const victim = random.pick(all);
    await writeAndKill({
      ...replicas,
      victim,
      random,
      ledger,
      mix,
      isAimed: seed % 2 === 1,
    });

    await victim.restart();

    await endLeases(knex);
    const lost = ledger.lost();
    const repeated = lost.filter(({ write }) => write.repeatable);
    await Promise.all(
      repeated.map((sent, i) => ledger.repeat(sent, all[i % all.length])),
    );
    await untilWorkedOff(knex, all);

    const violations = [
      ...ledger.differences(await readStoredWrites(knex, since)),
      ...(await invariants(knex, { since })),
      ...(await verify(victim, seed)),
    ];
    const findings = new Findings();
    violations.forEach(text => findings.expect(false, () => text));
    return {
      units: 1,
      violations: findings.all(),
      facts: {
        acked: ledger.count('acked'),
        refused: ledger.count('refused'),
        unanswered: lost.length,
        // A connection that was kept open may end just when it is used again
        unansweredByOthers: lost.filter(sent => sent.to !== victim.name).length,
        repeated: repeated.length,
      },
    };
  },
});

interface Scene extends Replicas {
  victim: Replica;
  random: Seeded;
  ledger: Ledger;
  mix: WriteMix;
  isAimed: boolean;
}

/**
 * Kills after so many answers and a moment; clients of the others write on. Every second time the
 * moment is the worst one: a keyed write is committed and not yet answered.
 */
async function writeAndKill(o: Scene): Promise<void> {
  const { all, victim, random, ledger, mix } = o;
  const killAfter = ledger.sent.length + 5 + random.below(WRITES - 80);
  const momentMs = random() * 20;
  const end = ledger.sent.length + WRITES;
  let issued = ledger.sent.length;
  let killed: Promise<void> | undefined;

  const client = async (replica: Replica) => {
    while (issued < end) {
      issued += 1;
      const { fate } = await ledger.send(mix.next(), replica);
      if (ledger.sent.length >= killAfter) {
        killed ??= (
          o.isAimed ? untilUnanswered(o.knex, ledger) : pause(momentMs)
        ).then(() => victim.backend.kill());
      }
      if (fate === 'lost') return;
    }
  };
  await Promise.all(
    Array.from({ length: CLIENTS }, (_, i) => client(all[i % all.length])),
  );
  await killed;
}

/** Resolves when a keyed write is committed and not yet answered, or soon without one. */
async function untilUnanswered(knex: Knex, ledger: Ledger): Promise<void> {
  const end = Date.now() + 2_000;
  while (Date.now() < end) {
    const newest = await knex('entries')
      .orderBy('id', 'desc')
      .limit(2 * CLIENTS)
      .pluck('content');
    const marks = [...ledger.underWay]
      .filter(write => write.repeatable)
      .map(write => JSON.stringify(write.mark));
    if (marks.some(mark => newest.some(text => text.includes(mark)))) return;
  }
}

/** The product's own verdict. */
async function verify({ wire }: Replica, seed: number): Promise<string[]> {
  if (seed % VERIFY_EVERY !== 0) return [];
  const { status, body, text } = await wire.send({
    method: 'POST',
    path: '/api/itsm/v1/audit/verify',
    body: {},
  });
  return status === 200 && body.intact
    ? []
    : [`The audit finds faults: ${text.slice(0, 500)}`];
}
