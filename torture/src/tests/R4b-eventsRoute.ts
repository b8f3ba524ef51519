import type { Seeded } from 'itsm-harness';
import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import { SINK, TOPICS_VARIABLE } from '../support/eventSink';
import {
  startReplicas,
  type Replica,
  type Replicas,
} from '../support/replicas';
import type { Question } from '../support/wire';
import { githubWrite } from '../support/writes/deliveries';
import { endLeases, untilWorkedOff } from '../support/writes/settle';
import { tortureTest } from '../TortureTest';

/** Of each: events with their subscriber in the same process or in another one, and deliveries. */
const SENT = 120;
const CLIENTS = 8;

/** The subscriber is in the process that receives the event. */
const HERE = 'torture-here';
/** The subscriber is in another process: events get there over Backstage's event bus. */
const THERE = 'torture-there';

interface Setup {
  /** Receives for others; only where two processes can share a database. */
  front?: Replica;
  /** Receives, subscribes, and is killed. */
  worker: Replica;
  replicas: Replicas[];
  knex: Knex;
  sink: Knex;
}

const config = { events: { http: { topics: [HERE, THERE] } } };
const modules = [require.resolve('../support/eventSink')];

interface Named {
  name: string;
  question: Question;
}

/** What is sent to one place, and what of it was acknowledged. */
class Stream {
  readonly acked: string[] = [];
  private sent = 0;

  constructor(
    private readonly to: Replica,
    private readonly nth: (n: number) => Named,
  ) {}

  async send(onAnswer: () => void): Promise<void> {
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (this.sent < SENT) {
          const { name, question } = this.nth(this.sent);
          this.sent += 1;
          const reply = await this.to.wire
            .send(question)
            .catch(() => undefined);
          if (!reply) return;
          if (reply.status === 202) this.acked.push(name);
          onAnswer();
        }
      }),
    );
  }
}

const event = (topic: string, name: string): Named => ({
  name,
  question: {
    method: 'POST',
    path: `/api/events/http/${topic}`,
    body: { name },
    token: null,
  },
});

function delivery(seed: number, n: number): Named {
  const name = `delivery-${seed}-${n}`;
  const { question } = githubWrite({
    mark: name,
    run: seed * 1_000 + n,
    repository: 'acme/checkout',
  });
  return { name, question };
}

const lostOf = ({ acked }: Stream, received: ReadonlySet<string>) =>
  acked.filter(name => !received.has(name)).length;

/** Sends all streams at once and kills the worker when a part of them is answered. */
async function sendAndKill(
  streams: readonly Stream[],
  worker: Replica,
  random: Seeded,
): Promise<void> {
  const killAfter = Math.floor((0.1 + 0.8 * random()) * SENT);
  let killed: Promise<void> | undefined;
  await Promise.all(
    streams.map(stream =>
      stream.send(() => {
        const answered = Math.max(...streams.map(({ acked }) => acked.length));
        if (answered >= killAfter) killed ??= worker.backend.kill();
      }),
    ),
  );
  await killed;
}

/** Events of a subscription come in order: once the last one is there, no other one will come. */
async function untilBusIsEmpty(
  front: Replica,
  sink: Knex,
  name: string,
): Promise<void> {
  const { status } = await front.wire.send(event(THERE, name).question);
  if (status !== 202) throw new Error(`The last event: ${status}`);
  await until(
    async () => (await sink('received').where({ name }).first()) !== undefined,
    'the last event to arrive',
  );
}

export const eventsRoute = tortureTest<Setup>({
  id: 'R4b',
  title: "kill -9 under Backstage's events route and under ours",
  promise:
    "No delivery that was acknowledged is lost; beside it the same for events of Backstage's own route.",
  unit: 'kills',
  engines: ['postgres', 'sqlite'],
  fullDose: 50,
  smallDose: 0,
  async setUp(arena) {
    const database = await arena.newDatabase();
    const start = async (...topics: string[]) =>
      startReplicas(arena, 1, {
        database,
        config,
        modules,
        env: { [TOPICS_VARIABLE]: JSON.stringify(topics) },
      });
    const fronts = arena.engine === 'postgres' ? [await start()] : [];
    const workers = await start(HERE, THERE);
    return {
      front: fronts[0]?.all[0],
      worker: workers.all[0],
      replicas: [...fronts, workers],
      knex: workers.knex,
      sink: database.open(SINK),
    };
  },
  async tearDown({ replicas, sink }) {
    for (const each of replicas) await each.close();
    await sink.destroy();
  },
  async round(setup, seed, random) {
    const { front, worker, knex, sink } = setup;
    const streams = [
      new Stream(worker, n => event(HERE, `here-${seed}-${n}`)),
      ...(front
        ? [new Stream(front, n => event(THERE, `there-${seed}-${n}`))]
        : []),
      new Stream(worker, n => delivery(seed, n)),
    ];
    await sendAndKill(streams, worker, random);
    await worker.restart();

    const [here, ...rest] = streams;
    const ours = rest.pop()!;
    const [there] = rest;
    if (front) await untilBusIsEmpty(front, sink, `last-${seed}`);
    await endLeases(knex);
    await untilWorkedOff(knex, [worker]);

    const received = new Set<string>(await sink('received').pluck('name'));
    const processed = new Set<string>(
      (
        await knex('deliveries').where({ status: 'processed' }).pluck('key')
      ).map(key => key.split(' ')[0]),
    );
    const lost = ours.acked.filter(key => !processed.has(key));
    return {
      units: 1,
      violations: lost.map(key => `The acknowledged delivery ${key} is lost.`),
      facts: {
        deliveriesAcked: ours.acked.length,
        deliveriesLost: lost.length,
        eventsAckedInOneProcess: here.acked.length,
        eventsLostInOneProcess: lostOf(here, received),
        eventsAcked: there?.acked.length ?? 0,
        eventsLost: there ? lostOf(there, received) : 0,
      },
    };
  },
});
