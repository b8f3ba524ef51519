import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { routingType } from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES, type Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { DefinitionSnapshots } from '../definitions/DefinitionSnapshots';
import { routerOf } from '../routing/routeUnowned';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

const entityOf = (name: string) =>
  ENTITIES.find(each => each.metadata.name === name) as Entity;
const named = {
  wishlist: entityOf('wishlist'),
  store: entityOf('store'),
  cart: entityOf('cart'),
  'team-search': entityOf('team-search'),
  stan: entityOf('stan'),
};
const cartAtFirst = named.cart.relations;
afterEach(() => {
  for (const [name, entity] of Object.entries(named)) {
    entity.metadata.name = name;
  }
  named.cart.relations = cartAtFirst;
});

const OLD = 'component:default/wishlist';
const NEW = 'component:default/favourites';

describe.each(databaseIds)('an entity that was renamed, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterEach(() => itsm.stop());

  const { open, view } = storyOf(() => itsm);
  const rename = (from: string, to: string, who: Person = 'adam') =>
    itsm.call(who, 'post', '/v1/entities/rename').send({ from, to });
  const list = async (query: string, who: Person = 'adam') =>
    (await itsm.call(who, 'get', `/v1/${query}`).expect(200)).body;
  const numbers = async (query: string, who?: Person) =>
    (await list(query, who)).items.map((each: any) => each.number);
  const incident = (...entities: string[]) =>
    open('rita', 'incidents', { ...CHECKOUT_DOWN, entities });

  it('keeps its records, deployments and aliases under both names', async () => {
    const [both, only] = [
      await incident('wishlist', 'checkout'),
      await incident('wishlist'),
    ];
    const { body: mapped } = await itsm
      .call('adam', 'post', '/v1/mappings')
      .send({ repository: 'acme/lists', entities: [OLD, 'checkout'] });
    expect(mapped).toBeDefined();
    const report = (runId: string) =>
      itsm.call('machine', 'post', '/v1/deployments').send({
        repository: 'acme/lists',
        runId,
        environment: 'production',
        state: 'success',
        revision: '1a2b3c4d',
      });
    const first = (await report('1').expect(200)).body.change.number;

    named.wishlist.metadata.name = 'favourites';
    const { body } = await rename('wishlist', 'favourites').expect(200);
    expect(body).toEqual({
      links: 3,
      deployments: 1,
      definitions: 1,
      toCheck: [],
    });
    expect(itsm.audited).toContainEqual([
      'record-write',
      'rename-entity',
      'ok',
    ]);

    expect(itsm.auditedMeta).toContainEqual(
      expect.objectContaining({
        actionType: 'rename-entity',
        from: 'wishlist',
        to: 'favourites',
      }),
    );

    for (const name of ['wishlist', 'favourites']) {
      expect(await numbers(`incidents?entity=${name}`)).toEqual([only, both]);
      expect(await numbers(`incidents?entity=${name}&q=checkout`)).toHaveLength(
        2,
      );
      expect(await numbers(`incidents?near=${name}`)).toEqual([only, both]);
      const { items } = await list(`deployments?entity=${name}`);
      expect(items).toMatchObject([{ change: first }]);
      const { days } = await list(
        `incidents/outages?entity=${name}&days=1&zone=UTC`,
      );
      expect(days).toHaveLength(1);
    }
    const record = await view(only, 'adam');
    expect(record.entities).toEqual([NEW]);
    expect(record.entityNames).toEqual({ [NEW]: { formerly: [OLD] } });
    // The timeline stays as it was written
    expect(record.timeline.items[0].body.entities).toEqual([OLD]);
    expect((await list('incidents?entity=wishlist')).entityNames).toEqual({
      [NEW]: { formerly: [OLD] },
    });
    const second = (await report('2').expect(200)).body.change.number;
    expect((await view(second, 'adam')).entities).toContain(NEW);
    // Its owner decides as before
    expect(await numbers(`incidents?entity=${NEW}`, 'stan')).toHaveLength(2);
  });

  it('is what aliases and routing rules name from then on, in force and in drafts', async () => {
    const write = async (plural: string, name: string, spec: object) => {
      const root = `/v1/definitions/${plural}`;
      const { body } = await itsm
        .call('adam', 'post', root)
        .send({ name, spec })
        .expect(201);
      const act = (version: number, path: string, changes: object) =>
        itsm
          .call('adam', path ? 'post' : 'patch', `${root}/${body.id}${path}`)
          .set('if-match', String(version))
          .send(changes)
          .expect(200);
      await act(1, '/actions/activate', {});
      return {
        edit: (changes: object) => act(2, '', { spec: changes }),
        view: async () =>
          (await itsm.call('adam', 'get', `${root}/${body.id}`)).body,
        versions: async () =>
          (await itsm.call('adam', 'get', `${root}/${body.id}/versions`)).body,
      };
    };
    const group = 'group:default/team-search';
    const ruleSpec = (entity: object, more = {}) => ({
      order: 1,
      when: { $any: [entity, { 'entity.ref': { $in: [OLD, NEW] } }] },
      group,
      ...more,
    });
    const aliasSpec = {
      field: 'repository',
      names: ['acme/wishlist'],
      entities: [OLD],
    };
    const alias = await write('aliases', 'alias', aliasSpec);
    const rule = await write(
      'routing-rules',
      'rule',
      ruleSpec({ 'entity.ref': 'Component:default/Wishlist' }),
    );
    await rule.edit(ruleSpec({ 'entity.ref': OLD }, { order: 2 }));
    const byName = await write('routing-rules', 'by name', {
      order: 3,
      when: { 'entity.name': 'wishlist' },
      group,
    });
    named.wishlist.metadata.name = 'favourites';
    const { body } = await rename('wishlist', 'favourites').expect(200);
    expect(body).toMatchObject({
      definitions: 2,
      toCheck: [{ type: 'routing', name: 'by name' }],
    });
    expect(await alias.view()).toMatchObject({
      state: 'active',
      activeVersion: 3,
      spec: { ...aliasSpec, entities: [NEW] },
      updatedBy: 'user:default/adam',
    });
    expect(await byName.view()).toMatchObject({ version: 2 });
    const known = { record: { kind: 'incident', desk: 'it', environment: '' } };
    const renamed = { ref: NEW, containers: [], tier: null };
    const snapshots = new DefinitionSnapshots({ knex, logger: console });
    const router = routerOf(await snapshots.read(routingType));
    expect(
      router({ ...known, entities: [renamed] } as any).assignmentGroup,
    ).toBe(group);
    // The draft beside it stays one
    expect(await rule.view()).toMatchObject({
      state: 'draft',
      activeVersion: 4,
      version: 5,
      spec: {
        order: 2,
        when: {
          $any: [{ 'entity.ref': NEW }, { 'entity.ref': { $in: [NEW] } }],
        },
      },
    });
    const { items, intact } = await rule.versions();
    expect(intact).toBe(true);
    expect(items.map((each: any) => [each.verb, each.state])).toEqual([
      ['renamed', 'draft'],
      ['renamed', 'active'],
      ['edited', 'draft'],
      ['activated', 'active'],
      ['created', 'draft'],
    ]);
    expect(items[0].note).toBe(`${OLD} → ${NEW}`);
  });

  it('keeps a link once where there were two, and is found by every name it had', async () => {
    const number = await incident('wishlist', 'cart');
    named.wishlist.metadata.name = 'favourites';
    await rename('wishlist', 'cart').expect(200);
    expect((await view(number, 'adam')).entities).toEqual([
      'component:default/cart',
    ]);
    named.cart.metadata.name = 'basket';
    await rename('cart', 'basket').expect(200);
    for (const name of ['wishlist', 'cart', 'basket']) {
      expect(await numbers(`incidents?entity=${name}`)).toEqual([number]);
    }
    expect((await view(number, 'adam')).entityNames).toEqual({
      'component:default/basket': {
        formerly: ['component:default/cart', OLD],
      },
    });
    // And back again
    named.cart.metadata.name = 'cart';
    await itsm.run('itsm-entity-facts');
    await rename('basket', 'cart').expect(200);
    expect(await numbers('incidents?entity=basket')).toEqual([number]);
    expect((await view(number, 'adam')).entities).toEqual([
      'component:default/cart',
    ]);
  });

  it('shows what is recorded within a system by both its names', async () => {
    const number = await incident('cart');
    named.store.metadata.name = 'shop';
    named.cart.relations = cartAtFirst!.map(each =>
      each.type === 'partOf'
        ? { ...each, targetRef: 'system:default/shop' }
        : each,
    );
    await rename('system:default/store', 'system:default/shop').expect(200);
    for (const name of ['store', 'shop']) {
      expect(await numbers(`incidents?within=${name}`)).toEqual([number]);
    }
    await itsm.run('itsm-entity-facts');
    expect(await numbers('incidents?within=store')).toEqual([number]);
  });

  it('may be a group or a person: their work and their decisions go with them', async () => {
    const incidentOf = await open('rita', 'incidents', {
      ...CHECKOUT_DOWN,
      assignmentGroup: 'team-search',
    });
    const change = await open('eddie', 'changes', {
      title: 'Bigger pool',
      type: 'normal',
      environment: 'production',
      entities: ['checkout'],
      approvers: ['stan'],
    });
    named['team-search'].metadata.name = 'team-find';
    named.stan.metadata.name = 'stanley';
    await rename('group:default/team-search', 'group:default/team-find').expect(
      200,
    );
    await rename('user:default/stan', 'user:default/stanley').expect(200);
    expect((await view(incidentOf, 'adam')).assignmentGroup).toBe(
      'group:default/team-find',
    );
    expect((await view(change, 'adam')).fields.approvers).toEqual([
      'user:default/stanley',
    ]);
    const refs = await knex('principals').pluck('ref');
    expect(refs).toContain('group:default/team-find');
    expect(JSON.stringify(refs)).not.toMatch(/team-search|stan"/);
  });

  it('is refused with what to do', async () => {
    await incident('wishlist');
    const outcome = async (...what: Parameters<typeof rename>) => {
      const { status, body } = await rename(...what);
      return [status, body.error?.code];
    };
    expect(await outcome('wishlist', 'cart', 'eddie')).toEqual([
      403,
      'not_permitted',
    ]);
    expect(await outcome('wishlist', 'cart')).toEqual([
      409,
      'entity_still_exists',
    ]);
    expect(await outcome('never-was', 'cart')).toEqual([
      400,
      'entity_not_recorded',
    ]);
    expect(await outcome('wishlist', 'never-was')).toEqual([
      400,
      'entity_not_found',
    ]);
    named.wishlist.metadata.name = 'favourites';
    expect(await outcome('wishlist', 'group:default/sales')).toEqual([
      400,
      'invalid_rename',
    ]);
    await rename('wishlist', 'favourites').expect(200);
    expect(await outcome('wishlist', 'cart')).toEqual([
      400,
      'entity_not_recorded',
    ]);
  });

  it('a name that another entity gets means that one', async () => {
    const old = await incident('wishlist');
    named.wishlist.metadata.name = 'favourites';
    await rename('wishlist', 'favourites').expect(200);
    named.cart.metadata.name = 'wishlist';
    const other = await incident('wishlist');
    expect(await numbers('incidents?entity=wishlist')).toEqual([other]);
    expect(await numbers('incidents?entity=favourites')).toEqual([old]);
  });

  it('that is gone altogether is listed by its name, and the list says so', async () => {
    const number = await incident('wishlist');
    named.wishlist.metadata.name = 'gone';
    itsm.clock.at += 60_000;
    await itsm.run('itsm-entity-facts');
    const found = await list('incidents?entity=wishlist');
    expect(found.items).toMatchObject([{ number }]);
    expect(found.entityNames).toEqual({ [OLD]: { isGone: true } });
    expect((await view(number, 'adam')).entityNames).toEqual({
      [OLD]: { isGone: true },
    });
    // Whoever sees none of its records learns nothing of it
    const { body } = await itsm
      .call('stan', 'get', '/v1/problems?entity=wishlist')
      .expect(200);
    expect(body.entityNames).toBeUndefined();
  });
});
