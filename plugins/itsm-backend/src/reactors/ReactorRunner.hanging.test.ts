import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Reactor } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { KindRegistry } from '../records/KindRegistry';
import { ReactorRunner } from './ReactorRunner';

const databases = TestDatabases.create({ ids: databaseIds });

/** An outlet that does not end before it is released. */
class Hanging implements Reactor {
  readonly name = 'hanging';
  follows = () => true;
  private onAsked = (_release: () => void) => {};
  /** Resolves when it is asked the next time, with what releases it. */
  readonly asked = () =>
    new Promise<() => void>(resolve => (this.onAsked = resolve));
  react = () => new Promise<void>(release => this.onAsked(release));
}

/** An outlet that ends at once. */
class Quick implements Reactor {
  readonly name = 'quick';
  follows = () => true;
  private readonly waiting = new Map<string, () => void>();
  /** Resolves when it is asked about the entry; to be called before. */
  readonly seen = (entryId: string) =>
    new Promise<void>(resolve => this.waiting.set(entryId, resolve));
  async react({ entry }: { entry: { id: string } }) {
    this.waiting.get(entry.id)?.();
  }
}

describe.each(databaseIds)('an outlet that hangs, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  const hanging = new Hanging();
  const quick = new Quick();
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterEach(() => knex('reactions').where({ reactor: 'hanging' }).delete());
  afterAll(() => itsm?.stop());

  const runner = (reactLimitMs = 20_000) =>
    new ReactorRunner({
      knex,
      kinds: new KindRegistry(),
      reactors: () => [hanging, quick],
      processId: 'another-process',
      now: () => itsm.clock.at,
      logger: mockServices.logger.mock(),
      reactLimitMs,
    });
  const queue = async (reactor: string) => {
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    const entry = await knex('entries')
      .join('records', 'records.id', 'entries.record_id')
      .where({ number: body.number })
      .first('entries.id');
    await knex('reactions').insert({ reactor, entry_id: entry.id });
    return entry.id;
  };
  const left = () =>
    knex('reactions').where({ reactor: 'hanging' }).orderBy('entry_id');

  it('holds up no other', async () => {
    const waits = runner();
    await queue('hanging');
    const one = quick.seen(await queue('quick'));
    const asked = hanging.asked();
    const run = waits.drain();
    await one;
    const two = quick.seen(await queue('quick'));
    waits.nudge();
    await two;
    expect(await left()).toHaveLength(1);
    (await asked)();
    await run;
    expect(await left()).toEqual([]);
  });

  it('has failed after a while, and is asked again later', async () => {
    await queue('hanging');
    await queue('hanging');
    await runner(20).drain();
    expect(await left()).toEqual([
      expect.objectContaining({
        attempts: 1,
        claimed_by: null,
        last_error: 'Error: No end within 0.02 seconds',
      }),
      expect.objectContaining({ attempts: 0, claimed_by: null }),
    ]);
  });

  it('is waited for when the process stops, and nothing is begun after it', async () => {
    const stops = runner();
    await queue('hanging');
    const next = await queue('hanging');
    const asked = hanging.asked();
    stops.nudge();
    const release = await asked;
    const order: string[] = [];
    const stopped = stops.stop().then(() => order.push('stopped'));
    expect(await left()).toHaveLength(2);
    order.push('released');
    release();
    await stopped;
    expect(order).toEqual(['released', 'stopped']);
    const given = { entry_id: next, attempts: 0, claimed_by: null };
    expect(await left()).toEqual([expect.objectContaining(given)]);
    await stops.drain();
    expect(await left()).toHaveLength(1);
  });
});
