import { setTimeout as pause } from 'node:timers/promises';
import {
  createDatabase,
  type HarnessDatabase,
  type Seeded,
} from 'itsm-harness';
import { CrashingPostgres } from '../support/CrashingPostgres';
import { Findings } from '../support/findings';
import { invariants } from '../support/invariants';
import {
  startReplicas,
  type Replica,
  type Replicas,
} from '../support/replicas';
import { tell } from '../support/wire';
import { Ledger, type Sent } from '../support/writes/Ledger';
import { WriteMix } from '../support/writes/mix';
import { endLeases, untilWorkedOff } from '../support/writes/settle';
import { readStoredWrites } from '../support/writes/StoredWrites';
import { tortureTest } from '../TortureTest';
import { AWAY_IS_A_FAULT } from './mutants';

const INCIDENTS = 8;
const CHANGES = 2;
const CLIENTS = 16;
/** Writing goes on so long before and after. */
const AROUND_MS = 1_500;
const LONGEST_OUTAGE_MS = 8_000;
/** From the database's return to the first success of each backend. */
const PROMISED_MS = 3_000;
/** A client that was told that the database is away asks again so soon. */
const PATIENCE_MS = 100;

/** On a machine that does other things too. */
const PATIENT_MS = 60_000;

interface Setup {
  promisedMs: number;
  postgres: CrashingPostgres;
  database: HarnessDatabase;
  replicas: Replicas;
}

/** Of the mix only these are refused: somebody was faster, or moved the record on. */
const isWronglyRefused = ({ fate, reply }: Sent) =>
  fate === 'refused' && ![409, 412].includes(reply!.status);

/** When the first success of a replica came after a moment. */
const firstSuccess = ({ name }: Replica, ledger: Ledger, after: number) =>
  Math.min(
    ...ledger.sent
      .filter(s => s.to === name && s.fate === 'acked' && s.at >= after)
      .map(sent => sent.at),
  );

export const databaseRestart = tortureTest<Setup>({
  id: 'R2',
  title: 'The database crashes among mixed writes',
  promise:
    'While the database is away callers hear 503 and when to try again; nothing acknowledged is lost, no process ends, and work goes on within 3 s of its return.',
  unit: 'restarts',
  engines: ['postgres'],
  fullDose: 100,
  smallDose: 1,
  mutants: [AWAY_IS_A_FAULT],
  async setUp(arena) {
    const postgres = await CrashingPostgres.start();
    const database = await createDatabase('postgres', postgres.url);
    const replicas = await startReplicas(arena, 2, { database });
    const promisedMs = arena.isAlone ? PROMISED_MS : PATIENT_MS;
    return { promisedMs, postgres, database, replicas };
  },
  async tearDown({ replicas, postgres }) {
    await replicas.close();
    await postgres.stop();
  },
  async round({ promisedMs, postgres, replicas }, seed, random) {
    const { all, knex } = replicas;
    const since = Date.now();
    const findings = new Findings();
    const ledger = new Ledger();
    const mix = new WriteMix(seed, random, ledger.known);
    const opened = [...mix.openings(INCIDENTS, CHANGES)];
    await Promise.all(
      opened.map((write, i) => ledger.send(write, all[i % all.length])),
    );
    const { crashedAt, backAt } = await writeAndCrash({
      all,
      postgres,
      ledger,
      mix,
      random,
      patienceMs: Math.max(promisedMs, 4 * PROMISED_MS),
    });

    const recoveredMs = Math.max(
      ...all.map(replica => firstSuccess(replica, ledger, backAt) - backAt),
    );
    findings.expect(
      recoveredMs <= promisedMs,
      () =>
        `The first success came ${recoveredMs} ms after the database was back.`,
    );
    for (const { name, backend } of all) {
      findings.expect(
        backend.ended() === undefined,
        () => `${name} ended when the database crashed: ${backend.ended()}.`,
      );
    }
    const wrong = ledger.sent.filter(isWronglyRefused);
    for (const { write, reply } of wrong) {
      findings.expect(
        false,
        () =>
          `The ${write.what} ${write.mark} was refused with ${reply!.status} ${reply!.text.slice(0, 200)}: ${tell(write.question).slice(0, 300)}`,
      );
    }

    await endLeases(knex);
    const lost = ledger.lost();
    const away = lost.filter(({ reply }) => reply).length;
    findings.expect(
      lost.length === away,
      () =>
        `${lost.length - away} requests got no answer although no backend ended.`,
    );
    const repeated = lost.filter(({ write }) => write.repeatable);
    await Promise.all(
      repeated.map((sent, i) => ledger.repeat(sent, all[i % all.length])),
    );
    await untilWorkedOff(knex, all);
    const faults = [
      ...ledger.differences(await readStoredWrites(knex, since)),
      ...(await invariants(knex, { since })),
    ];
    for (const fault of faults) findings.expect(false, () => fault);
    return {
      units: 1,
      violations: findings.all(),
      facts: {
        acked: ledger.count('acked'),
        toldThatItIsAway: away,
        repeated: repeated.length,
        awayMs: backAt - crashedAt,
        recoveredMs,
      },
    };
  },
});

interface Scene {
  all: readonly Replica[];
  postgres: CrashingPostgres;
  ledger: Ledger;
  mix: WriteMix;
  random: Seeded;
  /** How long work may take to go on before that is a violation for sure. */
  patienceMs: number;
}

/** Every second crash is followed by a start at once, the others by one some seconds later. */
async function writeAndCrash(o: Scene) {
  const { all, postgres, ledger, mix, random } = o;
  const awayMs = random() < 0.5 ? 0 : random() * LONGEST_OUTAGE_MS;
  const beforeMs = random() * AROUND_MS;
  let isOver = false;
  const client = async (replica: Replica) => {
    while (!isOver) {
      const { fate } = await ledger.send(mix.next(), replica);
      if (fate === 'lost') await pause(PATIENCE_MS);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, i) =>
    client(all[i % all.length]),
  );
  await pause(beforeMs);
  const crashedAt = Date.now();
  await postgres.crash(awayMs);
  const backAt = Date.now();
  await pause(AROUND_MS);
  const end = backAt + o.patienceMs;
  const isSlow = (replica: Replica) =>
    firstSuccess(replica, ledger, backAt) === Infinity;
  while (all.some(isSlow) && Date.now() < end) await pause(PATIENCE_MS);
  isOver = true;
  await Promise.all(clients);
  return { crashedAt, backAt };
}
