import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES, type Person } from '../__testUtils__/people';
import { CHECKOUT_DOWN, startItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const cart = ENTITIES.find(e => e.metadata.name === 'cart') as Entity;
const relationsAtFirst = cart.relations;

afterEach(() => {
  cart.relations = relationsAtFirst;
});

describe.each(databaseIds)('what is recorded for parts, %s', id => {
  async function start() {
    const itsm = await startItsm({ knex: await databases.init(id) });
    const open = async (entity: string, more = {}): Promise<string> => {
      const { body } = await itsm
        .call('eddie', 'post', '/v1/incidents')
        .send({ ...CHECKOUT_DOWN, entities: [entity], ...more })
        .expect(201);
      return body.number;
    };
    const within = async (ref: string, more = '', person: Person = 'eddie') =>
      (
        await itsm
          .call(person, 'get', `/v1/incidents?within=${ref}&count=true${more}`)
          .expect(200)
      ).body;
    const numbersWithin = async (...args: Parameters<typeof within>) =>
      (await within(...args)).items.map((item: any) => item.number);
    return { itsm, open, within, numbersWithin };
  }

  it('shows on the system, its domain, and the groups that own it, once', async () => {
    const { itsm, open, within, numbersWithin } = await start();
    const ofCart = await open('cart');
    const ofStore = await open('system:default/store');
    const ofSearch = await open('search');
    const ofGroup = await open('group:default/team-search');

    for (const ref of ['store', 'domain:default/commerce']) {
      expect(await numbersWithin(ref)).toEqual([ofStore, ofCart]);
    }
    expect((await within('store')).count).toEqual({ value: 2, capped: false });
    expect(await numbersWithin('group:default/team-checkout')).toEqual([
      ofStore,
      ofCart,
    ]);
    expect(await numbersWithin('group:default/team-search')).toEqual([
      ofGroup,
      ofSearch,
    ]);
    expect(await numbersWithin('group:default/engineering')).toEqual([
      ofSearch,
      ofStore,
      ofCart,
    ]);
    expect(await numbersWithin('store', '&entity=cart')).toEqual([ofCart]);
    expect(await numbersWithin('store', '&mine=true')).toHaveLength(2);
    expect(await numbersWithin('store', '&q=checkout')).toHaveLength(2);
    expect(await numbersWithin('store', '&limit=1')).toEqual([ofStore]);
    await itsm.stop();
  });

  it('is read by nobody who may not read the record', async () => {
    const { itsm, open, within } = await start();
    await open('cart', { restricted: true });
    const { items, count } = await within('store', '', 'stan');
    expect(items).toEqual([]);
    expect(count).toEqual({ value: 0, capped: false });
    expect((await within('store')).items).toHaveLength(1);
    await itsm.stop();
  });

  it('moves with a part that becomes one of another system', async () => {
    const { itsm, open, numbersWithin } = await start();
    const number = await open('cart');
    cart.relations = cart.relations!.filter(({ type }) => type !== 'partOf');
    itsm.clock.at += 3_600_000;
    await itsm.run('itsm-entity-facts');
    expect(await numbersWithin('store')).toEqual([]);
    cart.relations = relationsAtFirst;
    itsm.clock.at += 3_600_000;
    await itsm.run('itsm-entity-facts');
    expect(await numbersWithin('store')).toEqual([number]);
    await itsm.stop();
  });
});
