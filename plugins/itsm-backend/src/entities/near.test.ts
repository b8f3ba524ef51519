import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

const named = (name: string) =>
  ENTITIES.find(e => e.metadata.name === name) as Entity;

/** cart depends on wishlist and consumes an API of search; checkout is a sibling of it. */
const RELATIONS: Record<string, Entity['relations']> = {
  cart: [
    { type: 'ownedBy', targetRef: 'group:default/team-checkout' },
    { type: 'dependsOn', targetRef: 'component:default/wishlist' },
    { type: 'dependsOn', targetRef: 'component:default/gone' },
    { type: 'consumesApi', targetRef: 'api:default/find' },
    { type: 'dependencyOf', targetRef: 'component:default/checkout' },
  ],
};
const FIND: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'find', namespace: 'default', uid: 'API-find' },
  relations: [
    { type: 'apiProvidedBy', targetRef: 'component:default/search' },
    { type: 'apiConsumedBy', targetRef: 'component:default/cart' },
  ],
};

const before = new Map<string, Entity['relations']>();

beforeAll(() => {
  for (const [name, relations] of Object.entries(RELATIONS)) {
    before.set(name, named(name).relations);
    named(name).relations = relations;
  }
  ENTITIES.push(FIND);
});
afterAll(() => {
  for (const [name, relations] of before) named(name).relations = relations;
  ENTITIES.splice(ENTITIES.indexOf(FIND), 1);
});

describe.each(databaseIds)('records near an entity, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const { open, act } = storyOf(() => itsm);
  const incident = (title: string, ...entities: string[]) =>
    open('eddie', 'incidents', { ...CHECKOUT_DOWN, title, entities });
  const get = (path: string, status = 200) =>
    itsm.call('eddie', 'get', path).expect(status);
  const numbers = async (path: string) =>
    (await get(path)).body.items.map(({ number }: any) => number);

  it('are its own and those of what it rests on, one hop upstream', async () => {
    const own = await incident('Zebra in the cart', 'cart');
    const both = await incident('Zebra in both', 'cart', 'wishlist');
    const dependency = await incident('Zebra in the wishlist', 'wishlist');
    const api = await incident('Zebra in the API', 'api:default/find');
    const provider = await incident('Zebra in the search', 'search');
    const downstream = await incident('Zebra in the checkout', 'checkout');

    const near = [provider, api, dependency, both, own];
    expect(await numbers('/v1/incidents?near=cart')).toEqual(near);
    const { body } = await get('/v1/incidents?near=cart&count=true&limit=2');
    expect(body.count).toEqual({ value: 5, capped: false });
    expect(
      await numbers(
        `/v1/incidents?near=cart&limit=3&cursor=${body.nextCursor}`,
      ),
    ).toEqual(near.slice(2));
    for (const more of ['sort=updated', 'sort=priority', 'q=zebra']) {
      const found = await numbers(`/v1/incidents?near=cart&${more}`);
      expect([...found].sort()).toEqual([...near].sort());
    }
    expect(
      await numbers('/v1/incidents?near=component:default/CART,checkout'),
    ).toEqual([downstream, ...near]);
    const csv = await get('/v1/incidents.csv?near=cart&columns=number');
    expect(csv.text.trim().split('\r\n').slice(1)).toEqual(near);

    // While somebody types: its own first, what it rests on next, then the others
    const similar = await numbers('/v1/similar?q=zebra&near=cart&limit=20');
    expect(similar.slice(0, 2).sort()).toEqual([own, both].sort());
    expect(similar.slice(2, 5).sort()).toEqual(
      [provider, api, dependency].sort(),
    );
    expect(similar.slice(5)).toEqual([downstream]);
  });

  it('are known errors if only those are asked for', async () => {
    const problem = (title: string) =>
      open('eddie', 'problems', {
        title,
        entities: ['wishlist'],
        impact: 'low',
        urgency: 'low',
        proactive: true,
      });
    const known = await problem('The wishlist forgets');
    await problem('Nobody has looked into this');
    for (const [action, input] of [
      ['assess', {}],
      ['confirm', {}],
      [
        'publish_known_error',
        { rootCause: 'No index', workaround: 'Try again' },
      ],
    ] as const) {
      await act(known, action, input, 'stan');
    }
    const only = '/v1/problems?near=cart&only=knownErrors';
    for (const state of ['', '&state=all']) {
      expect(await numbers(`${only}${state}`)).toEqual([known]);
    }
    expect(await numbers(`${only}&state=closed`)).toEqual([]);
    for (const path of [
      '/v1/problems?only=constructor',
      '/v1/incidents?only=knownErrors',
      '/v1/records?only=knownErrors',
    ]) {
      expect((await get(path, 400)).body.error.code).toBe('unknown_state_set');
    }
  });

  it('of an entity that is not there are none', async () => {
    expect(await numbers('/v1/incidents?near=nowhere')).toEqual([]);
  });

  it('asks the catalog twice, and the database once', async () => {
    const asked = itsm.catalogCalls.length;
    await get('/v1/incidents?near=cart');
    expect(itsm.catalogCalls.slice(asked)).toEqual([
      'getEntitiesByRefs',
      'getEntitiesByRefs',
    ]);
  });

  it('refuses what is no ref, too many of them, and two filters at once', async () => {
    await get('/v1/incidents?near=a:b:c', 400);
    const many = Array.from({ length: 11 }, (_, n) => `c-${n}`).join();
    const { body } = await get(`/v1/incidents?near=${many}`, 400);
    expect(body.error.code).toBe('too_many_entities');
    await get('/v1/incidents?near=cart&entity=cart', 400);
  });
});
