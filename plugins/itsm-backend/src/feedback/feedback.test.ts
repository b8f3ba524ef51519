import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('feedback on articles, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const act = async (by: Person, path: string, version: number, name: string) =>
    (
      await itsm
        .call(by, 'post', `${path}/actions/${name}`)
        .set('if-match', `"${version}"`)
        .send({})
        .expect(200)
    ).body;
  async function written(input: object = {}) {
    const { body } = await itsm
      .call('eddie', 'post', '/v1/articles')
      .send({
        title: 'How to restart checkout',
        description: 'Turn it off and on',
        entities: ['checkout'],
        approvers: ['chen'],
        ...input,
      })
      .expect(201);
    return { path: `/v1/articles/${body.number}`, article: body };
  }
  async function published(input: object = {}) {
    const { path, article } = await written(input);
    const asked = await act('eddie', path, article.version, 'request_review');
    return { path, article: await act('chen', path, asked.version, 'publish') };
  }
  const vote = (by: Person | 'machine', path: string, input: object) =>
    itsm.call(by, 'put', `${path}/vote`).send(input);
  const read = async (by: Person, path: string) =>
    (await itsm.call(by, 'get', path).expect(200)).body;
  const tasksOf = async (number: string) =>
    (await read('adam', `/v1/records/${number}`)).links
      .filter((l: any) => l.role === 'parent')
      .map((l: any) => l.ref);

  it('every reader has one vote, which may change', async () => {
    const { path, article } = await published();
    expect(article.feedback).toEqual({ open: true, helpful: null });
    for (const [by, helpful, counts] of [
      ['stan', true, [1, 0]],
      ['adam', true, [2, 0]],
      ['stan', true, [2, 0]],
      ['stan', false, [1, 1]],
      ['stan', true, [2, 0]],
    ] as const) {
      const { body } = await vote(by, path, { helpful }).expect(200);
      expect([body.fields.helpful, body.fields.notHelpful]).toEqual(counts);
      expect(body.feedback).toEqual({ open: true, helpful });
    }
    const { items } = await read('stan', '/v1/articles');
    expect(items[0].fields).toMatchObject({ helpful: 2, notHelpful: 0 });
    // Who voted what is nobody else's
    const seen = await itsm.call('eddie', 'get', path);
    expect(seen.body.feedback).toEqual({ open: true, helpful: null });
    expect(seen.text).not.toContain('user:default/stan');
  });

  it('is no change of the article: an edit that was begun before it is not lost', async () => {
    const { path, article } = await published();
    const { timeline } = await read('eddie', path);
    await Promise.all(
      (['stan', 'adam', 'olivia'] as const).map(by =>
        vote(by, path, { helpful: by !== 'stan' }).expect(200),
      ),
    );
    const after = await read('eddie', path);
    expect(after.fields).toMatchObject({ helpful: 2, notHelpful: 1 });
    expect([after.version, after.updatedAt, after.timeline]).toEqual([
      article.version,
      article.updatedAt,
      timeline,
    ]);
    const edited = await itsm
      .call('eddie', 'patch', path)
      .set('if-match', `"${article.version}"`)
      .send({ category: 'Runbooks' })
      .expect(200);
    expect(edited.body.fields).toMatchObject({ helpful: 2, notHelpful: 1 });
  });

  it('what was missing becomes a task of those who own the article', async () => {
    const { path, article } = await published();
    await itsm.settle();
    itsm.sent.length = 0;
    const missing = 'The step about the cache is gone\nIt was there before';
    await vote('stan', path, { helpful: false, missing }).expect(200);
    const [number] = await tasksOf(article.number);
    const task = await read('stan', `/v1/records/${number}`);
    expect(task).toMatchObject({
      kind: 'task',
      state: 'open',
      title: 'The step about the cache is gone',
      description: missing,
      category: 'feedback',
      requester: 'user:default/stan',
      assignmentGroup: 'group:default/team-checkout',
      entities: ['component:default/checkout'],
    });
    await itsm.settle();
    expect(itsm.sent.map(n => n.recipients.entityRef)).toEqual([
      ['group:default/team-checkout'],
    ]);
    // More of it goes to the same task, while somebody works on it
    const more = { helpful: false, missing: 'And the picture' };
    await vote('stan', path, more).expect(200);
    expect(await tasksOf(article.number)).toEqual([number]);
    const { timeline } = await read('stan', `/v1/records/${number}`);
    expect(timeline.items[0].body.text).toBe('And the picture');
    await act('eddie', `/v1/tasks/${number}`, task.version, 'complete');
    await vote('stan', path, more).expect(200);
    expect(await tasksOf(article.number)).toHaveLength(2);
    // A bare no is counted and asks for nothing
    await vote('adam', path, { helpful: false }).expect(200);
    expect(await tasksOf(article.number)).toHaveLength(2);
    expect((await read('adam', path)).fields.notHelpful).toBe(2);
  });

  it('about a restricted article stays among those who read it', async () => {
    const { path, article } = await published({ restricted: true });
    const missing = 'The wombat';
    for (const by of ['stan', 'rita'] as const) {
      await vote(by, path, { helpful: false, missing }).expect(404);
    }
    await vote('olivia', path, { helpful: false, missing }).expect(200);
    const [number] = await tasksOf(article.number);
    expect((await read('adam', `/v1/records/${number}`)).restricted).toBe(true);
    await itsm.call('stan', 'get', `/v1/records/${number}`).expect(404);
    const found = await read('stan', '/v1/records?state=all&q=wombat');
    expect(found.items).toEqual([]);
  });

  it('is asked for while somebody relies on it, and of people', async () => {
    const { path, article } = await written();
    expect(article.feedback).toEqual({ open: false, helpful: null });
    const early = await vote('olivia', path, { helpful: true });
    expect([early.status, early.body.error.code]).toEqual([
      409,
      'feedback_not_open',
    ]);
    const { path: other } = await published();
    await vote('machine', other, { helpful: true }).expect(403);
    await vote('stan', other, {}).expect(400);
    await vote('stan', other, { helpful: true, missing: 'x' }).expect(400);
    await vote('stan', other, { helpful: false, missing: ' ' }).expect(400);
    expect((await read('stan', other)).fields.helpful).toBeUndefined();
    await itsm.call('stan', 'put', '/v1/incidents/INC-000001/vote').expect(404);
  });

  it('of an erased person stays counted, without the person', async () => {
    const { path } = await published();
    await vote('stan', path, { helpful: true }).expect(200);
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'stan' })
      .expect(200);
    expect(await knex('votes').where({ ref: 'user:default/stan' })).toEqual([]);
    expect((await read('adam', path)).fields.helpful).toBe(1);
  });
});

describe.each(databaseIds)('feedback without tasks, %s', id => {
  let itsm: TestItsm;
  afterAll(() => itsm?.stop());

  it('is an internal note of the article', async () => {
    const knex = await databases.init(id);
    itsm = await startItsm({ knex, itsm: { modules: { task: false } } });
    const { body } = await itsm.call('eddie', 'post', '/v1/articles').send({
      title: 'x',
      description: 'x',
      entities: ['checkout'],
      approvers: ['chen'],
    });
    const path = `/v1/articles/${body.number}`;
    for (const [by, action, version] of [
      ['eddie', 'request_review', 1],
      ['chen', 'publish', 2],
    ] as const) {
      await itsm
        .call(by, 'post', `${path}/actions/${action}`)
        .set('if-match', `"${version}"`)
        .send({})
        .expect(200);
    }
    await itsm
      .call('stan', 'put', `${path}/vote`)
      .send({ helpful: false, missing: 'The numbat' })
      .expect(200);
    const seen = async (by: Person) =>
      (await itsm.call(by, 'get', path)).text.includes('numbat');
    expect([await seen('olivia'), await seen('stan')]).toEqual([true, false]);
  });
});
