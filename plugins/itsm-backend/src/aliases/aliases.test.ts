import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { decide } from '../__testUtils__/policy';
import { startItsm } from '../__testUtils__/startItsm';
import { readAliases } from './readAliases';

const databases = TestDatabases.create({ ids: databaseIds });

const ROOT = '/v1/definitions/aliases';
const CHECKOUT = 'component:default/checkout';
const SEARCH = 'component:default/search';

const ofRepository = (name: string, more: object = {}) => ({
  field: 'repository',
  names: [name],
  entities: [CHECKOUT],
  ...more,
});

/** The plugin, with two administrators of aliases: adam and chen. */
async function start(knex: Knex, itsm: object = {}) {
  const started = await startItsm({
    knex,
    itsm,
    decide: (person, permission) =>
      person === 'chen' && permission.startsWith('itsm.alias.')
        ? { result: 'ALLOW' }
        : decide(person, permission),
  });
  const { call } = started;
  let runs = 0;
  return {
    ...started,
    draft: async (name: string, spec: object) =>
      (await call('adam', 'post', ROOT).send({ name, spec }).expect(201)).body,
    act: (
      person: 'adam' | 'chen',
      { id, version }: { id: string; version: number },
      action: string,
    ) =>
      call(person, 'post', `${ROOT}/${id}/actions/${action}`)
        .set('if-match', String(version))
        .send({}),
    map: (body: object) =>
      call('adam', 'post', '/v1/mappings').send({
        entities: ['checkout'],
        ...body,
      }),
    report: async (repository: string) => {
      runs += 1;
      const { body } = await call('machine', 'post', '/v1/deployments')
        .send({
          repository,
          runId: String(runs),
          environment: 'production',
          state: 'success',
          revision: `${runs}a2b3c4d`,
        })
        .expect(200);
      return body.deployment;
    },
    waiting: async () =>
      (
        await call('adam', 'get', '/v1/deployments?unmapped=true').expect(200)
      ).body.items.map((each: any) => each.repository),
  };
}

describe.each(databaseIds)('aliases, %s', id => {
  let itsm: Awaited<ReturnType<typeof start>>;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await start(knex);
  });
  afterAll(() => itsm?.stop());

  it('map what waited, and what comes later, from their activation until they are retired', async () => {
    const { act, report, waiting } = itsm;
    await report('Acme/Story');
    expect(await waiting()).toEqual(['acme/story']);
    const drafted = await itsm.draft(
      'story',
      ofRepository('git@github.com:Acme/Story.git'),
    );
    expect(await waiting()).toEqual(['acme/story']);
    const active = (await act('adam', drafted, 'activate').expect(200)).body;
    expect(await waiting()).toEqual([]);
    expect((await report('acme/story')).entities).toEqual([CHECKOUT]);
    await act('adam', active, 'retire').expect(200);
    expect((await report('acme/story')).entities).toEqual([]);
  });

  it('of one system go before those of all', async () => {
    const { act, draft } = itsm;
    for (const [name, more] of [
      ['everywhere', {}],
      ['only here', { system: 'api', entities: [SEARCH] }],
    ] as const) {
      const drafted = await draft(name, ofRepository('acme/both', more));
      await act('adam', drafted, 'activate').expect(200);
    }
    const both = { field: 'repository', name: 'ACME/both' };
    expect(await readAliases(knex, { ...both, system: 'api' })).toEqual([
      SEARCH,
    ]);
    expect(await readAliases(knex, { ...both, system: 'github' })).toEqual([
      CHECKOUT,
    ]);
    const label = { ...both, field: 'service' };
    expect(await readAliases(knex, { ...label, system: 'api' })).toEqual([]);
  });

  it('with the same name are refused when activated, which says the other one', async () => {
    const { act, draft } = itsm;
    const first = await draft('first', ofRepository('acme/twice'));
    await act('adam', first, 'activate').expect(200);
    const second = await draft('second', {
      ...ofRepository('acme/other'),
      names: ['acme/other', 'https://github.com/acme/TWICE.git'],
    });
    const refused = await act('adam', second, 'activate').expect(409);
    expect(refused.body.error).toMatchObject({
      code: 'key_taken',
      message: expect.stringMatching(/'first'.*'acme\/twice'/),
      params: { name: 'first', definition: first.id },
    });
    // Nothing of it counts
    const other = { field: 'repository', system: 'api', name: 'acme/other' };
    expect(await readAliases(knex, other)).toEqual([]);
  });

  it('with the same name are in force once when two are activated at once', async () => {
    const { act, draft } = itsm;
    const drafts = await Promise.all(
      ['one', 'two', 'three'].map(name =>
        draft(name, ofRepository('acme/race')),
      ),
    );
    const answers = await Promise.all(
      drafts.map(each => act('adam', each, 'activate')),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('are written by one click, with their history', async () => {
    const { map, report, waiting, call } = itsm;
    await report('acme/click');
    const { body } = await map({ repository: 'Acme/Click' }).expect(200);
    expect(body).toMatchObject({
      mapped: 1,
      alias: { name: 'acme/click', state: 'active' },
    });
    expect(await waiting()).not.toContain('acme/click');
    const again = await map({
      repository: 'https://github.com/acme/click',
      entities: ['search'],
    }).expect(200);
    expect(again.body.alias.id).toBe(body.alias.id);
    expect((await report('acme/click')).entities).toEqual([SEARCH]);
    const { body: versions } = await call(
      'adam',
      'get',
      `${ROOT}/${body.alias.id}/versions`,
    ).expect(200);
    expect(versions).toMatchObject({ intact: true });
    expect(versions.items.map((each: any) => [each.verb, each.actor])).toEqual(
      ['activated', 'edited', 'activated', 'created'].map(verb => [
        verb,
        'user:default/adam',
      ]),
    );
  });

  it('that map several names are not changed by one click', async () => {
    const { act, draft, map } = itsm;
    const drafted = await draft(
      'several',
      ofRepository('', { names: ['acme/a', 'acme/b'] }),
    );
    await act('adam', drafted, 'activate').expect(200);
    const refused = await map({ repository: 'acme/a' }).expect(409);
    expect(refused.body.error).toMatchObject({
      code: 'alias_of_several',
      params: { name: 'several' },
    });
  });

  it('say beforehand which names they would map, and from which aliases they take some', async () => {
    const { act, draft, report, call } = itsm;
    await report('acme/preview');
    const general = await draft('general', ofRepository('acme/preview-2'));
    await act('adam', general, 'activate').expect(200);
    const spec = ofRepository('', {
      system: 'api',
      names: ['acme/preview', 'acme/preview-2', 'acme/nothing'],
    });
    const preview = async (person: 'adam' | 'chen') =>
      (await call(person, 'post', `${ROOT}/preview`).send({ spec }).expect(200))
        .body;
    const taken = { kind: 'definition', ref: general.id, title: 'general' };
    expect(await preview('adam')).toMatchObject({
      problems: [],
      matches: [{ kind: 'name', ref: 'acme/preview', title: 'api' }, taken],
      capped: false,
      explanation: [{ code: 'alias_of_system' }],
    });
    // Chen manages aliases, and doesn't see the inbox
    expect((await preview('chen')).matches).toEqual([taken]);
  });

  it.each([
    ['no name', { names: [] }],
    ['no entity', { entities: [] }],
    ['an entity that does not exist', { entities: ['component:default/no'] }],
    ['a person', { entities: ['user:default/rita'] }],
    ['a short ref', { entities: ['checkout'] }],
    ['one name twice', { names: ['acme/x', 'https://github.com/acme/x'] }],
    ['a field with a colon', { field: 'a:b' }],
    ['a system with a colon', { system: 'a:b' }],
    ['a name that grows', { names: ['İ'.repeat(200)] }],
    ['what it does not know', { pattern: '*' }],
  ])('refuse %s', async (_name, wrong) => {
    const { status } = await itsm
      .call('adam', 'post', ROOT)
      .send({ name: 'wrong', spec: ofRepository('acme/x', wrong) });
    expect(status).toBe(400);
  });

  it('leave a draft of their name alone that says something else', async () => {
    const prepared = await itsm.draft(
      'acme/prepared',
      ofRepository('', { names: ['acme/prepared', 'acme/prepared-2'] }),
    );
    const { body } = await itsm
      .map({ repository: 'acme/prepared' })
      .expect(200);
    expect(body.alias.id).not.toBe(prepared.id);
    expect(body.alias.name).toMatch(/^acme\/prepared [0-9a-f]{8}$/);
    // And go on with their own one once it is retired
    const again = await itsm.draft('acme/again', ofRepository('acme/again'));
    await itsm.act('adam', again, 'retire').expect(200);
    const mapped = await itsm.map({ repository: 'acme/again' }).expect(200);
    expect(mapped.body.alias).toMatchObject({ id: again.id, state: 'active' });
  });

  it('are of no person, by one click either', async () => {
    const refused = await itsm
      .map({ repository: 'acme/person', entities: ['user:default/rita'] })
      .expect(400);
    expect(refused.body.error.code).toBe('invalid_definition');
  });

  it('file what waits also when the process ended before it was filed', async () => {
    const { report, waiting, run, clock } = itsm;
    await report('acme/late');
    const { mapped } = (await itsm.map({ repository: 'acme/gone' })).body;
    expect(mapped).toBe(0);
    await knex('definition_keys')
      .where({ key: 'repository::acme/gone' })
      .update({ key: 'repository::acme/late' });
    clock.at += 30 * 24 * 3_600_000;
    await run('itsm-deployments-sweep');
    expect(await waiting()).not.toContain('acme/late');
  });
});

describe.each(databaseIds)('aliases that need two people, %s', id => {
  it('map nothing before somebody else has approved them', async () => {
    const itsm = await start(await databases.init(id), {
      definitions: { fourEyes: ['alias'] },
    });
    await itsm.report('acme/four');
    const { body } = await itsm.map({ repository: 'acme/four' }).expect(200);
    expect(body).toMatchObject({
      mapped: 0,
      alias: { state: 'awaiting_approval' },
    });
    const view = async () =>
      (await itsm.call('chen', 'get', `${ROOT}/${body.alias.id}`)).body;
    const own = await itsm.act('adam', await view(), 'approve');
    expect(own.body.error.code).toBe('own_draft');
    await itsm.act('chen', await view(), 'approve').expect(200);
    expect(await itsm.waiting()).toEqual(['acme/four']);
    await itsm.act('adam', await view(), 'activate').expect(200);
    expect(await itsm.waiting()).toEqual([]);
    await itsm.stop();
  });
});
