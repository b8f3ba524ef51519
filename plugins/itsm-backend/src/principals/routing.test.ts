import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES, type Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { explain, recordStatements } from '../__testUtils__/statements';
import { storyOf } from '../__testUtils__/story';
import { checkConfig } from '../checkConfig';
import { readItsmConfig } from '../config';

const databases = TestDatabases.create({ ids: databaseIds });

const entityOf = (name: string) =>
  ENTITIES.find(each => each.metadata.name === name) as Entity;
const checkout = entityOf('checkout');
const group = entityOf('team-search');
const before = { relations: checkout.relations, name: group.metadata.name };
const ownedBy = (targetRef: string) => {
  checkout.relations = [{ type: 'ownedBy', targetRef }];
};
afterEach(() => {
  checkout.relations = before.relations;
  group.metadata.name = before.name;
});

const DAY = 24 * 3_600_000;
const SALES = 'group:default/sales';

describe.each(databaseIds)('who works on a new record, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex, itsm: { fallbackGroup: 'sales' } });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act } = storyOf(() => itsm);
  const incident = (who: Person = 'rita', more: object = {}) =>
    open(who, 'incidents', { ...CHECKOUT_DOWN, ...more });
  const unowned = async (plural = 'incidents', who: Person = 'adam') => {
    const { body } = await itsm
      .call(who, 'get', `/v1/${plural}?unowned=true&count=true`)
      .expect(200);
    expect(body.count.value).toBe(body.items.length);
    return body.items.map((item: any) => item.number);
  };

  it('is the person who owns what is affected, who is notified and finds it in My work', async () => {
    ownedBy('user:default/stan');
    itsm.sent.length = 0;
    const number = await incident();
    expect(await view(number, 'adam')).toMatchObject({
      assignee: 'user:default/stan',
      assignmentGroup: null,
    });
    expect(itsm.sent).toMatchObject([
      { recipients: { entityRef: ['user:default/stan'] } },
    ]);
    const { body } = await itsm.call('stan', 'get', '/v1/my-work').expect(200);
    expect(body.assigned.items).toMatchObject([{ number }]);
    expect(await unowned()).not.toContain(number);
  });

  it('is the same for a change that a deployment opens', async () => {
    ownedBy('user:default/stan');
    const { body } = await itsm
      .call('machine', 'post', '/v1/deployments')
      .send({
        repository: 'acme/checkout',
        runId: '1',
        environment: 'production',
        state: 'in_progress',
        revision: '1a2b3c4d',
        entityRef: 'component:default/checkout',
        at: new Date(itsm.clock.at).toISOString(),
      });
    expect(await view(body.change.number, 'adam')).toMatchObject({
      assignee: 'user:default/stan',
      assignmentGroup: null,
    });
  });

  it('is the one who was named, whoever owns it', async () => {
    ownedBy('user:default/stan');
    const number = await incident('eddie', {
      assignmentGroup: 'team-checkout',
    });
    expect(await view(number, 'adam')).toMatchObject({
      assignee: null,
      assignmentGroup: 'group:default/team-checkout',
    });
  });

  it('is the owner of another entity where the first has none', async () => {
    const number = await incident('rita', { entities: ['orphan', 'checkout'] });
    expect(await view(number, 'adam')).toMatchObject({
      assignmentGroup: 'group:default/team-checkout',
    });
  });

  it('is the fallback group where nobody can be found, and a list shows it until somebody takes it', async () => {
    ownedBy('group:default/unknown');
    const numbers = [
      await incident(),
      await incident('rita', { entities: ['orphan'] }),
      await incident('rita', {
        entities: undefined,
        entityUnknownReason: 'All I see is an error',
      }),
    ];
    for (const number of numbers) {
      expect(await view(number, 'adam')).toMatchObject({
        assignee: null,
        assignmentGroup: SALES,
      });
    }
    expect(await unowned()).toEqual(expect.arrayContaining(numbers));
    expect(await unowned('records')).toEqual(expect.arrayContaining(numbers));
    // Who may not read them does not find them there
    expect(await unowned('incidents', 'rita')).toEqual(
      expect.arrayContaining(numbers),
    );
    const [first, second, third] = numbers;
    await act(first, 'assign', { assignee: 'eddie' }, 'adam');
    await act(second, 'assign', { assignmentGroup: 'team-search' }, 'adam');
    await act(third, 'cancel', { reason: 'unnecessary' }, 'adam');
    for (const number of numbers) expect(await unowned()).not.toContain(number);
    await act(second, 'assign', { assignmentGroup: null }, 'adam');
    expect(await unowned()).toContain(second);
  });

  it('leaves that list with the first owner of what is affected', async () => {
    ownedBy('group:default/unknown');
    const number = await incident();
    expect(await unowned()).toContain(number);
    ownedBy(SALES);
    itsm.clock.at += 60_000;
    await itsm.run('itsm-entity-facts');
    expect(await unowned()).not.toContain(number);
  });

  it('has an index for that list', async () => {
    const { statements, stop } = recordStatements(knex);
    await unowned();
    stop();
    const statement = statements.find(({ sql }) => /unowned = 1/.test(sql))!;
    const plan = await knex.transaction(async trx => {
      // Of the few rows of a test PostgreSQL reads all
      if (id !== 'SQLITE_3') await trx.raw('set local enable_seqscan = off');
      return explain(trx, statement);
    });
    expect(plan.join('\n')).toContain('records_unowned');
  });

  it('is found again for those who left the catalog, a day later', async () => {
    ownedBy('group:default/team-search');
    const [orphaned, held, person] = [
      await incident(),
      await incident(),
      await incident('adam', { assignmentGroup: 'team-search' }),
    ];
    await act(held, 'assign', { assignee: 'stan' }, 'adam');
    await itsm.run('itsm-entity-facts');
    group.metadata.name = 'team-find';
    ownedBy('group:default/team-search');
    const groups = async () =>
      Promise.all(
        [orphaned, held, person].map(
          async number => (await view(number, 'adam')).assignmentGroup,
        ),
      );
    itsm.clock.at += 60_000;
    await itsm.run('itsm-entity-facts');
    expect(await groups()).toEqual(Array(3).fill('group:default/team-search'));
    itsm.clock.at += DAY + 1;
    await itsm.run('itsm-entity-facts');
    expect((await groups()).filter(ref => ref?.includes('search'))).toEqual([]);
    const view0 = await view(orphaned, 'adam');
    expect(view0).toMatchObject({ assignmentGroup: SALES, assignee: null });
    expect(view0.timeline.items[0]).toMatchObject({
      verb: 'assigned',
      actor: { type: 'system' },
      body: {
        assignmentGroup: ['group:default/team-search', SALES],
        reason: 'not_in_catalog',
      },
    });
    // Somebody works on it: no other group needs to
    expect(await view(held, 'adam')).toMatchObject({
      assignee: 'user:default/stan',
    });
    expect(await unowned()).toEqual(expect.arrayContaining([orphaned, person]));
  });

  it('is found for all of them, also where some records can not be read', async () => {
    ownedBy('group:default/team-search');
    const numbers = [await incident(), await incident(), await incident()];
    await itsm.run('itsm-entity-facts');
    group.metadata.name = 'team-find';
    itsm.clock.at += 60_000;
    await itsm.run('itsm-entity-facts');
    const [broken, , last] = numbers;
    const { id: brokenId } = await knex('records')
      .where({ number: broken })
      .first('id');
    await knex('records').where({ number: broken }).update({ data: '{' });
    // More than one look finds, and all of them older
    const crowd = Array.from({ length: 501 }, (_, index) => ({
      record_id: brokenId,
      ref: `group:default/gone-${index}`,
    }));
    const row = await knex('principals')
      .where({ record_id: brokenId, role: 'assignmentGroup' })
      .first();
    const facts = await knex('entity_facts')
      .where({ ref: 'group:default/team-search' })
      .first();
    const all = (rows: object[], of: object) =>
      rows.map(each => ({ ...of, ...each }));
    await knex.batchInsert('principals', all(crowd, row), 50);
    await knex.batchInsert(
      'entity_facts',
      all(
        crowd.map(({ ref }) => ({ ref })),
        facts,
      ),
      50,
    );
    itsm.clock.at += DAY + 1;
    await itsm.run('itsm-entity-facts');
    expect(await view(last, 'adam')).toMatchObject({ assignmentGroup: SALES });
    await knex('principals').where({ record_id: brokenId }).delete();
    await knex('records').where({ number: broken }).update({ data: '{}' });
  });

  it.each(['create', 'assign', 'start', 'bulk', 'task'])(
    'is never a person in the place of a group: %s, not even oneself',
    async how => {
      const number = await incident('eddie');
      const { version } = await view(number, 'eddie');
      const input = { assignmentGroup: 'user:default/eddie' };
      const one = `/v1/incidents/${number}/actions`;
      const post = (path: string, body: object) =>
        itsm
          .call('eddie', 'post', path)
          .set('if-match', String(version))
          .send(body);
      const records = [{ number, version }];
      const { status, body } = await {
        create: () => post('/v1/incidents', { ...CHECKOUT_DOWN, ...input }),
        assign: () => post(`${one}/assign`, input),
        start: () => post(`${one}/start`, input),
        bulk: () =>
          post('/v1/incidents/bulk', { records, action: 'assign', input }),
        task: () =>
          post('/v1/tasks', { title: 'Look', parent: number, ...input }),
      }[how]!();
      expect([status, body.error?.code]).toEqual([400, 'wrong_entity_kind']);
    },
  );
});

it('has to be a group where it is configured', () => {
  const read = (fallbackGroup: string) =>
    readItsmConfig(
      mockServices.rootConfig({ data: { itsm: { fallbackGroup } } }),
    ).desks.groupOf('it');
  expect(read('Service-Desk')).toBe('group:default/service-desk');
  expect(read('group:ops/desk')).toBe('group:ops/desk');
  for (const wrong of ['user:default/eddie', 'a:b:c', '', 'a b']) {
    expect(() =>
      checkConfig(
        mockServices.rootConfig({ data: { itsm: { fallbackGroup: wrong } } }),
        { sources: new Map(), sections: new Map(), kinds: [] },
      ),
    ).toThrow(/itsm.fallbackGroup/);
  }
});
