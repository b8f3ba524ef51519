import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  ORPHANS,
  startWithDefinitions,
} from '../definitions/__testUtils__/withDefinitions';

const databases = TestDatabases.create({ ids: databaseIds });

type Started = Awaited<ReturnType<typeof startWithDefinitions>>;

describe.each(databaseIds)('routing rules with desks, %s', id => {
  let itsm: Started;
  beforeAll(async () => {
    itsm = await startWithDefinitions(await databases.init(id), {
      desks: {
        it: {},
        hr: { groups: ['team-search'], confidential: true },
      },
      fallbackGroup: 'group:default/itsm-admins',
    });
    for (const [name, spec] of Object.entries({
      'legacy is for HR': {
        order: 1,
        when: { 'entity.tags': { $contains: 'legacy' } },
        desk: 'hr',
      },
      'services have a category': {
        order: 2,
        when: { 'entity.type': 'service', 'record.desk': 'it' },
        category: 'service',
      },
      'incidents are for sales, whatever desk they are of': {
        order: 3,
        when: { 'record.kind': 'incident' },
        group: 'group:default/sales',
      },
    })) {
      const draft = await itsm.draft(name, spec);
      await itsm.act('adam', draft, 'activate').expect(200);
    }
  });
  afterAll(() => itsm?.stop());

  const report = async (more: object = {}) =>
    (
      await itsm
        .call('adam', 'post', '/v1/incidents')
        .send({
          title: 'Orphan is down',
          description: 'It does not answer',
          impact: 'low',
          urgency: 'low',
          entities: ['component:default/orphan'],
          ...more,
        })
        .expect(201)
    ).body;

  it('choose the desk by tags, and give a confidential one no other group', async () => {
    const routed = await report();
    expect(routed).toMatchObject({
      desk: 'hr',
      restricted: true,
      assignmentGroup: 'group:default/team-search',
      category: 'service',
    });
    const [created] = routed.timeline.items.slice(-1);
    expect(created.body.routedBy).toHaveLength(3);
    expect(await report({ desk: 'it' })).toMatchObject({
      desk: 'it',
      restricted: false,
      assignmentGroup: 'group:default/sales',
    });
    expect(await report({ desk: 'hr' })).toMatchObject({
      desk: 'hr',
      category: null,
      // No rule lets others into a confidential desk
      assignmentGroup: 'group:default/team-search',
    });
  });
});

describe.each(databaseIds)('routing rules, %s', id => {
  let itsm: Started;
  beforeAll(async () => {
    itsm = await startWithDefinitions(await databases.init(id), {
      fallbackGroup: 'group:default/itsm-admins',
    });
  });
  afterAll(() => itsm?.stop());

  const report = async (entity: string, more: object = {}) => {
    const { body } = await itsm.call('rita', 'post', '/v1/incidents').send({
      title: `${entity} is down`,
      description: 'It does not answer',
      impact: 'low',
      urgency: 'low',
      entities: [`component:default/${entity}`],
      ...more,
    });
    expect(body).toMatchObject({ title: `${entity} is down` });
    return body;
  };

  it('say who works on what nobody owns, from their activation until they are retired', async () => {
    expect(await report('orphan')).toMatchObject({
      assignmentGroup: 'group:default/itsm-admins',
      category: null,
    });
    const { body: preview } = await itsm
      .call('adam', 'post', `${itsm.root}/preview`)
      .send({ spec: ORPHANS })
      .expect(200);
    expect(preview).toMatchObject({
      matches: [{ kind: 'record', title: 'orphan is down' }],
      examined: 1,
      capped: false,
      explanation: [{ code: 'routing_group' }, { code: 'routing_category' }],
    });
    const draft = await itsm.draft('orphans');
    expect((await report('orphan')).assignmentGroup).toBe(
      'group:default/itsm-admins',
    );
    const rule = (await itsm.act('adam', draft, 'activate').expect(200)).body;
    // Nobody has to agree, so nobody can be asked
    expect(rule.actions.map(({ name }: any) => name)).toEqual([
      'approve',
      'reject',
      'activate',
      'retire',
      'restore',
    ]);
    const routed = await report('orphan');
    expect(routed).toMatchObject({
      assignmentGroup: 'group:default/team-search',
      category: 'homeless',
    });
    const { body: timeline } = await itsm.call(
      'adam',
      'get',
      `/v1/incidents/${routed.number}/entries`,
    );
    const created = timeline.items.find((e: any) => e.verb === 'created');
    expect(created.body.routedBy).toEqual([
      { definition: rule.id, version: rule.activeVersion },
    ]);
    // What somebody chose stays, and so does what an owner has
    expect((await report('orphan', { category: 'mine' })).category).toBe(
      'mine',
    );
    expect(await report('checkout')).toMatchObject({
      assignmentGroup: 'group:default/team-checkout',
      category: null,
    });
    await itsm.act('adam', rule, 'retire').expect(200);
    expect((await report('orphan')).assignmentGroup).toBe(
      'group:default/itsm-admins',
    );
  });

  it('are asked in their order', async () => {
    const when = { 'record.kind': 'incident', 'entity.kind': 'component' };
    for (const [name, order, group] of [
      ['late', 20, 'sales'],
      ['early', 5, 'engineering'],
    ]) {
      const draft = await itsm.draft(String(name), {
        order,
        when,
        group: `group:default/${group}`,
      });
      await itsm.act('adam', draft, 'activate').expect(200);
    }
    expect((await report('orphan')).assignmentGroup).toBe(
      'group:default/engineering',
    );
  });

  it('show nothing of records in a preview that its caller does not read', async () => {
    const { body } = await itsm
      .call('adam', 'post', `${itsm.root}/preview`)
      .send({ spec: { ...ORPHANS, when: {} } })
      .expect(200);
    expect(body).toMatchObject({
      matches: [],
      problems: [{ code: 'condition_empty' }],
    });
  });
});
