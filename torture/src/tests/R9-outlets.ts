import { until, type Seeded } from 'itsm-harness';
import type { Knex } from 'knex';
import { Findings } from '../support/findings';
import { expectHeard } from '../support/outlets/heardFaults';
import type { Policy } from '../support/outlets/Sink';
import { startHeard, type Heard } from '../support/outlets/startHeard';
import { runTask, type Replica, type Replicas } from '../support/replicas';
import { mutantsIn, tortureTest } from '../TortureTest';

/** Named after what they do; `dead` never accepts anything. */
const LIVING = ['steady', 'flaky', 'dropping', 'hanging', 'crashing'] as const;
const OUTLETS = [...LIVING, 'dead'];
const INCIDENTS = 15;
const COMMENTS = 3;
/** In each so-many-th round one entry gets no answer, which takes its time. */
const HANG_EVERY = 2;

interface Crash {
  /** The backend is killed when it tells the outlet `crashing` for the so-many-th time. */
  at: number;
  crashed: Set<number>;
}

const planCrash = (random: Seeded): Crash => ({
  at: 1 + random.below(INCIDENTS),
  crashed: new Set(),
});

const mutant = mutantsIn('plugins/itsm-backend/src/reactors', [
  'sqlite',
  'postgres',
]);

export const outlets = tortureTest<Heard>({
  id: 'R9',
  title:
    'Outlets that fail, hang and drop; crashes between telling and noting it',
  promise:
    'Every outlet hears of every entry, of a record’s entries in their order, and again only with the same id. One that is dead or hangs holds up no other, and what it never took stays visible.',
  unit: 'entries',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: INCIDENTS,
  mutants: [
    mutant(
      'Entries are noted as told before they are',
      'ReactorRunner.ts',
      'const committed = await this.read(claimed);',
      `const committed = await this.read(claimed);
      await finishReactions(knex, { ...mine, entryIds: claimed.map(c => c.entryId) });`,
    ),
    mutant(
      'An entry that an outlet refused counts as told',
      'ReactorRunner.ts',
      'await failReaction(knex, {',
      `await finishReactions(knex, { reactor: reactor.name, claimedBy, entryIds: [reaction.entryId] });
      if (claimedBy === '') await failReaction(knex, {`,
    ),
    mutant(
      'Later entries do not wait for an earlier one',
      'reactionRows.ts',
      ".where('earlier.seq', '<', knex.ref('reactions.seq'))",
      ".whereRaw('1 = 0')",
    ),
    mutant(
      'What a dead process held is never tried again',
      'reactionRows.ts',
      ".orWhere('claimed_until', '<', options.now)",
      ".orWhere('claimed_until', '<', -1)",
    ),
  ],
  setUp: arena => startHeard(arena, 2, OUTLETS),
  tearDown: heard => heard.close(),
  async round({ sink, replicas }, seed, random) {
    const { knex, all } = replicas;
    const findings = new Findings();
    sink.heard.length = 0;
    const crash = planCrash(random);
    sink.policy = policyOf(random, crash, seed % HANG_EVERY === 1);

    const recordIds = await writeEntries(replicas);
    await untilAllHeard(knex, all, crash);
    const dead = await burySilence(knex, all);
    sink.release();

    const entries = await countEntries(knex, recordIds);
    const facts: Record<string, number> = { crashes: crash.crashed.size };
    for (const outlet of LIVING) {
      const again = await expectHeard(
        knex,
        recordIds,
        outlet,
        sink.heard,
        findings,
      );
      facts.again = (facts.again ?? 0) + again;
    }
    findings.expect(
      dead.length === entries &&
        dead.every(row => row.last_error.includes('The sink says 500')),
      () =>
        `${entries} entries were refused for good, ${dead.length} are visible`,
    );
    return { units: entries, violations: findings.all(), facts };
  },
});

function policyOf(random: Seeded, crash: Crash, hangs: boolean): Policy {
  let told = 0;
  let hung = !hangs;
  return ({ outlet, pid }) => {
    switch (outlet) {
      case 'flaky':
        return random() < 0.3 ? 'refuse' : 'accept';
      case 'dropping':
        return random() < 0.2 ? 'drop' : 'accept';
      case 'dead':
        return 'refuse';
      case 'hanging': {
        const reply = hung ? 'accept' : 'hang';
        hung = true;
        return reply;
      }
      case 'crashing':
        told += 1;
        if (told === crash.at) {
          // Heard, and nobody is left to note it
          process.kill(pid, 'SIGKILL');
          crash.crashed.add(pid);
        }
        return 'accept';
      default:
        return 'accept';
    }
  };
}

/** Incidents with their comments, all at once; what the crash interrupts is not missed. */
async function writeEntries({ all, knex }: Replicas): Promise<string[]> {
  const one = async (n: number) => {
    const { wire } = all[n % all.length];
    const post = (path: string, body: object) =>
      wire.send({
        method: 'POST',
        path: `/api/itsm/v1/incidents${path}`,
        body,
      });
    const made = await post('', {
      title: `Told of ${n}`,
      description: 'Outlets hear of it',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/checkout'],
    });
    for (let comment = 0; comment < COMMENTS; comment += 1) {
      await post(`/${made.body.number}/comments`, { text: `Part ${comment}` });
    }
  };
  const since = Date.now();
  await Promise.allSettled(Array.from({ length: INCIDENTS }, (_, n) => one(n)));
  const rows = await knex('records')
    .where('created_at', '>=', since)
    .select('id');
  return rows.map(row => row.id);
}

/** Time passes: waits after failures are over, and leases of who was killed. */
async function untilAllHeard(
  knex: Knex,
  all: readonly Replica[],
  crash: Crash,
): Promise<void> {
  await until(
    async () => {
      for (const replica of all) {
        if (crash.crashed.has(replica.backend.pid)) {
          await replica.backend.kill();
          await replica.restart();
        }
      }
      const left = () => knex('reactions').whereIn('reactor', [...LIVING]);
      await left().whereNull('claimed_by').update({ claimed_until: 0 });
      if (crash.crashed.size > 0) await left().update({ claimed_until: 0 });
      await Promise.all(all.map(replica => runTask(replica, 'itsm-outlets')));
      return (await left().first('entry_id')) === undefined;
    },
    'every outlet to hear of every entry',
    { everyMs: 250, timeoutMs: 120_000 },
  );
}

/** Lets the last try of everything that waits for the dead outlet come now. Answers its rows. */
async function burySilence(
  knex: Knex,
  all: readonly Replica[],
): Promise<{ last_error: string }[]> {
  const rows = () => knex('reactions').where({ reactor: 'dead' });
  await until(async () => {
    await rows()
      .whereNull('dead_at')
      .update({ attempts: 83, claimed_until: 0 });
    await runTask(all[0], 'itsm-outlets');
    return (await rows().whereNull('dead_at').first('entry_id')) === undefined;
  }, 'entries to be dead for an outlet');
  const buried = await rows();
  await rows().delete();
  return buried;
}

async function countEntries(knex: Knex, recordIds: string[]): Promise<number> {
  const row = await knex('entries')
    .whereIn('record_id', recordIds)
    .count('* as n')
    .first();
  return Number(row!.n);
}
