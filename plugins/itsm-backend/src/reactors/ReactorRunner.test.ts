import { TestDatabases } from '@backstage/backend-test-utils';
import {
  itsmReactorsExtensionPoint,
  type Reactor,
} from 'backstage-plugin-itsm-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { countDeadReactions, MAX_ATTEMPTS } from './reactionRows';

const databases = TestDatabases.create({ ids: databaseIds });

/** An outlet that fails as often as it is told to. */
class Flaky implements Reactor {
  readonly name = 'flaky';
  readonly seen: string[] = [];
  failures = 0;
  follows = () => true;
  async react({ entry }: { entry: { id: string } }) {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('down');
    }
    this.seen.push(entry.id);
  }
}

const moduleWith = (reactor: Reactor) =>
  createBackendModule({
    pluginId: 'itsm',
    moduleId: 'flaky-outlet',
    register(env) {
      env.registerInit({
        deps: { reactors: itsmReactorsExtensionPoint },
        init: async ({ reactors }) => reactors.addReactor(reactor),
      });
    },
  });

describe.each(databaseIds)('outlets, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  const flaky = new Flaky();
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex, features: [moduleWith(flaky)] });
  });
  afterAll(() => itsm?.stop());

  const open = () =>
    itsm.call('rita', 'post', '/v1/incidents').send(CHECKOUT_DOWN).expect(201);
  const waiting = async (reactor: string) =>
    (await knex('reactions').where({ reactor }).select('entry_id')).length;

  it('one that fails is tried again, and the others are not held up', async () => {
    flaky.failures = 1;
    await open();
    await itsm.settle();
    expect(flaky.seen).toHaveLength(0);
    expect(await waiting('flaky')).toBe(1);
    expect(await waiting('events')).toBe(0);
    await itsm.settle();
    expect(flaky.seen).toHaveLength(0);
    itsm.clock.at += 3_000;
    await itsm.settle();
    expect(flaky.seen).toHaveLength(1);
    expect(await waiting('flaky')).toBe(0);
  });

  it("a record's later entries wait for one that failed, other records do not", async () => {
    const { body: first } = await open();
    await itsm.settle();
    const say = (number: string, text: string) =>
      itsm
        .call('rita', 'post', `/v1/incidents/${number}/comments`)
        .send({ text })
        .expect(201);
    flaky.failures = 1;
    const before = flaky.seen.length;
    await say(first.number, 'one');
    await itsm.settle();
    await say(first.number, 'two');
    const { body: other } = await open();
    await itsm.settle();
    const heard = async () => {
      const rows = await knex('entries')
        .join('records', 'records.id', 'entries.record_id')
        .whereIn('entries.id', flaky.seen.slice(before))
        .select('entries.id', 'number', 'entries.seq');
      return flaky.seen.slice(before).map(entryId => {
        const row = rows.find(r => r.id === entryId);
        return [row.number, row.seq];
      });
    };
    expect(await heard()).toEqual([[other.number, 1]]);
    itsm.clock.at += 3_000;
    await itsm.settle();
    expect(await heard()).toEqual([
      [other.number, 1],
      [first.number, 2],
      [first.number, 3],
    ]);
  });

  it('one that is away for three days loses nothing', async () => {
    flaky.failures = Infinity;
    await open();
    const seen = flaky.seen.length;
    const back = itsm.clock.at + 3 * 24 * 3_600_000;
    while (itsm.clock.at < back) {
      await itsm.settle();
      const row = await knex('reactions').where({ reactor: 'flaky' }).first();
      expect(row.dead_at).toBeNull();
      itsm.clock.at = Number(row.claimed_until) + 1;
    }
    flaky.failures = 0;
    await itsm.settle();
    expect(flaky.seen).toHaveLength(seen + 1);
    expect(await countDeadReactions(knex)).toBe(0);
  });

  it('one that always fails gives up visibly, and goes on with what comes after', async () => {
    flaky.failures = MAX_ATTEMPTS;
    await open();
    for (let n = 0; n < MAX_ATTEMPTS + 2; n += 1) {
      await itsm.settle();
      itsm.clock.at += 3_600_001;
    }
    const [dead] = await knex('reactions').where({ reactor: 'flaky' });
    expect(dead).toMatchObject({
      attempts: MAX_ATTEMPTS,
      last_error: 'Error: down',
    });
    expect(dead.dead_at).not.toBeNull();
    expect(await countDeadReactions(knex)).toBe(1);
    const before = flaky.seen.length;
    await open();
    await itsm.settle();
    expect(flaky.seen).toHaveLength(before + 1);
    await knex('reactions').delete();
  });

  it('a crash between doing and noting it repeats the work with the same id', async () => {
    await itsm.settle();
    const { body } = await open();
    await itsm.settle();
    const { id: recordId } = await knex('records')
      .where({ number: body.number })
      .first('id');
    const entry = await knex('entries').where({ record_id: recordId }).first();
    await knex('reactions').insert({
      reactor: 'events',
      entry_id: entry.id,
      attempts: 0,
    });
    const before = itsm.events.length;
    await itsm.settle();
    expect(itsm.events.slice(before).map(e => e.eventPayload.id)).toEqual([
      entry.id,
    ]);
  });
});
