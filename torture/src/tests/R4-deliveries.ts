import { setTimeout as pause } from 'node:timers/promises';
import { seeded, until, type Delivery, type Seeded } from 'itsm-harness';
import { Findings } from '../support/findings';
import {
  startReplicas,
  runTask,
  type Replica,
  type Replicas,
} from '../support/replicas';
import { Identity } from '../support/stories/Identity';
import {
  differencesOf,
  readStories,
  storyIn,
} from '../support/stories/storedStory';
import type { Told } from '../support/stories/Story';
import { tellStory } from '../support/stories/tellStory';
import { toHook } from '../support/writes/deliveries';
import { untilWorkedOff } from '../support/writes/settle';
import { tortureTest } from '../TortureTest';
import {
  IGNORE_DELIVERY_KEY,
  LAST_REPORT_WINS,
  NO_LOCK_OF_RUN,
} from './mutants';

/** Stories of a round; they are told side by side. */
const STORIES = 10;
const MOST_COPIES = 5;
const LONGEST_DELAY_MS = 150;
/** Of the copies some have an id of their own, as if somebody had lost the first. */
const NEW_ID = 0.15;

interface Story {
  seed: number;
  random: Seeded;
  told: Told[];
  /** Told once and in order. */
  calm: Identity;
  /** Told in any way. */
  wild: Identity;
}

export const deliveries = tortureTest<Replicas>({
  id: 'R4',
  title: 'Deliveries repeated, shuffled, late and at once',
  promise:
    'Whatever order and number deliveries come in, and wherever, they end where one of each in order ends.',
  unit: 'seeds',
  engines: ['postgres', 'sqlite'],
  fullDose: 10_000,
  smallDose: STORIES,
  mutants: [IGNORE_DELIVERY_KEY, LAST_REPORT_WINS, NO_LOCK_OF_RUN],
  setUp: arena =>
    startReplicas(arena, 2, {
      config: { itsm: { changes: { quietPeriod: { seconds: 2 } } } },
    }),
  tearDown: replicas => replicas.close(),
  async round(replicas, seed) {
    const { all, knex } = replicas;
    const since = Date.now();
    const findings = new Findings();
    const stories = Array.from({ length: STORIES }, (_, i) =>
      storyOf(seed * STORIES + i, since),
    );

    const sent = await Promise.all(
      stories.map(story => tellWildly(story, all, findings)),
    );
    await untilWorkedOff(knex, all);
    await tellCalmly(stories, replicas);
    await untilTimersFired(replicas);

    const stored = await readStories(knex, since);
    for (const { seed: n, calm, wild, told } of stories) {
      const expected = storyIn(stored, calm);
      const found = storyIn(stored, wild);
      const differences = differencesOf(expected, found);
      findings.expect(
        differences.length === 0,
        () =>
          `Story ${n} of ${told.map(t => t.name).join(', ')} ended otherwise: ${differences.join(', ')}.`,
      );
    }
    return {
      units: STORIES,
      violations: findings.all(),
      facts: {
        events: stories.reduce((sum, { told }) => sum + told.length, 0),
        deliveries: sent.reduce((sum, n) => sum + n, 0),
      },
    };
  },
});

function storyOf(seed: number, now: number): Story {
  const random = seeded(seed);
  return {
    seed,
    random,
    told: tellStory(random, now),
    calm: new Identity(2 * seed),
    wild: new Identity(2 * seed + 1),
  };
}

const send = ({ wire }: Replica, hook: string, delivery: Delivery) =>
  wire.send(toHook(`/api/itsm/hooks/${hook}`, delivery));

/** Every event some times, in any order, late, at once and to any replica. */
async function tellWildly(
  { seed, random, told, wild }: Story,
  all: readonly Replica[],
  findings: Findings,
): Promise<number> {
  const copies = told.flatMap(event => {
    const count = 1 + random.below(MOST_COPIES);
    return Array.from({ length: count }, (_, copy) => ({
      event,
      id:
        copy > 0 && random() < NEW_ID
          ? `wild-${seed}-${event.name}-${copy}`
          : `wild-${seed}-${event.name}`,
      replica: random.pick(all),
      delayMs: random() * LONGEST_DELAY_MS,
    }));
  });
  const answers = new Map<string, string>();
  await Promise.all(
    random.shuffle(copies).map(async ({ event, id, replica, delayMs }) => {
      await pause(delayMs);
      const reply = await send(replica, event.hook, event.delivery(wild, id));
      const isFirst = !answers.has(id);
      if (isFirst) answers.set(id, reply.text);
      findings.expect(
        reply.status === 202 && answers.get(id) === reply.text,
        () =>
          `Delivery ${id} was answered ${reply.status} ${reply.text} by ${replica.name}, and once ${answers.get(id)}.`,
      );
    }),
  );
  return copies.length;
}

/** The next event of each story is sent when the one before is worked off. */
async function tellCalmly(
  stories: readonly Story[],
  { all, knex }: Replicas,
): Promise<void> {
  const longest = Math.max(...stories.map(({ told }) => told.length));
  for (let i = 0; i < longest; i += 1) {
    await Promise.all(
      stories
        .filter(({ told }) => told[i])
        .map(({ seed, told, calm }) =>
          send(
            all[0],
            told[i].hook,
            told[i].delivery(calm, `calm-${seed}-${told[i].name}`),
          ),
        ),
    );
    await until(
      async () =>
        !(await knex('deliveries').where({ status: 'received' }).first('id')),
      'the calm deliveries to be worked off',
      { everyMs: 10 },
    );
  }
}

/** Quiet periods are over: their timers close what succeeded. */
async function untilTimersFired({ all, knex }: Replicas): Promise<void> {
  await until(async () => {
    await runTask(all[0], 'itsm-timers');
    const quiet = await knex('timers').where({ name: 'quiet_period' }).first();
    return quiet === undefined;
  }, 'the quiet periods to end');
}
