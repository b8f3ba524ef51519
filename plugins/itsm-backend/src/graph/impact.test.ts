import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES } from '../__testUtils__/people';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const component = (
  name: string,
  relations: [string, string][],
  annotations?: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title: `The ${name}`, annotations },
  relations: relations.map(([type, to]) => ({
    type,
    targetRef: to.includes(':') ? to : `component:default/${to}`,
  })),
});

const MADE = [
  component(
    'vault',
    [
      ['dependencyOf', 'safe'],
      ['ownedBy', 'group:default/team-checkout'],
    ],
    { 'itsm/tier': '1' },
  ),
  component('safe', [
    ['dependsOn', 'vault'],
    ['dependencyOf', 'teller'],
  ]),
  component('teller', [['dependsOn', 'safe']]),
];

beforeAll(() => ENTITIES.push(...MADE));
afterAll(() => ENTITIES.splice(ENTITIES.length - MADE.length, MADE.length));

describe.each(databaseIds)('POST /v1/impact, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const ask = (body: object) =>
    itsm.call('eddie', 'post', '/v1/impact').send(body);

  it('says what breaks, by what way, and who owns it', async () => {
    const { body } = await ask({ entities: ['vault', 'not-yet'] }).expect(200);
    expect(body).toEqual({
      entities: ['component:default/vault'],
      unknown: ['component:default/not-yet'],
      nodes: [
        {
          ref: 'component:default/safe',
          title: 'The safe',
          effect: 'impacted',
          depth: 1,
          from: 'component:default/vault',
          path: [{ relation: 'dependencyOf', ref: 'component:default/safe' }],
          tier: null,
          owners: [],
        },
        {
          ref: 'component:default/teller',
          title: 'The teller',
          effect: 'impacted',
          depth: 2,
          from: 'component:default/vault',
          path: [
            { relation: 'dependencyOf', ref: 'component:default/safe' },
            { relation: 'dependencyOf', ref: 'component:default/teller' },
          ],
          tier: null,
          owners: [],
        },
      ],
      hidden: 0,
      isCapped: false,
      asOf: expect.any(String),
    });
  });

  it('counts what the caller may not see, and does not name it on the way', async () => {
    itsm.hideFrom('eddie', 'component:default/safe');
    const { body } = await ask({ entities: ['vault'] }).expect(200);
    itsm.hideFrom('eddie');
    expect(body).toMatchObject({
      hidden: 1,
      nodes: [
        {
          ref: 'component:default/teller',
          path: [
            { relation: 'dependencyOf', ref: null },
            { ref: 'component:default/teller' },
          ],
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain('safe');
  });

  it('knows the relations of what is asked about at once', async () => {
    const vault = MADE[0];
    const before = vault.relations;
    vault.relations = [
      { type: 'dependencyOf', targetRef: 'component:default/teller' },
    ];
    const { body } = await ask({ entities: ['vault'] }).expect(200);
    vault.relations = before;
    expect(body.nodes).toMatchObject([
      { ref: 'component:default/teller', depth: 1 },
    ]);
  });

  it('refuses what is no ref, too much, and what it does not know', async () => {
    const codes = async (body: object) =>
      (await ask(body).expect(400)).body.error.code;
    expect(await codes({ entities: ['a:b:c'] })).toBe('invalid_entity_ref');
    for (const body of [
      { entities: [] },
      { entities: ['vault'], depth: 11 },
      { entities: ['vault'], limit: 501 },
      { entities: ['vault'], hops: 1 },
    ]) {
      expect(await codes(body)).toBe('invalid_input');
    }
  });
});
