import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { ORPHANS, startWithDefinitions } from './__testUtils__/withDefinitions';

const databases = TestDatabases.create({ ids: databaseIds });

type Started = Awaited<ReturnType<typeof startWithDefinitions>>;

describe.each(databaseIds)('definitions, %s', id => {
  let itsm: Started;
  beforeAll(async () => {
    itsm = await startWithDefinitions(await databases.init(id));
  });
  afterAll(() => itsm?.stop());

  it('are drafted, activated, edited beside what is in force, restored and retired', async () => {
    const { act, edit, call, root } = itsm;
    const drafted = await itsm.draft('story');
    expect(drafted).toMatchObject({
      state: 'draft',
      version: 1,
      activeVersion: null,
      desk: 'it',
      updatedBy: 'user:default/adam',
      problems: [],
      canEdit: true,
    });
    const active = (await act('adam', drafted, 'activate').expect(200)).body;
    expect(active).toMatchObject({ state: 'active', activeVersion: 2 });
    const edited = (
      await edit('chen', active, { spec: { ...ORPHANS, order: 11 } }).expect(
        200,
      )
    ).body;
    expect(edited).toMatchObject({ state: 'draft', activeVersion: 2 });
    const { body: diff } = await call(
      'adam',
      'get',
      `${root}/${drafted.id}/diff?from=1&to=3`,
    ).expect(200);
    expect(diff.differences).toEqual([
      { path: 'spec.order', from: 10, to: 11 },
    ]);
    const restored = (
      await act('adam', edited, 'restore', { version: 1 }).expect(200)
    ).body;
    expect(restored).toMatchObject({ state: 'draft', spec: ORPHANS });
    const retired = (await act('adam', restored, 'retire').expect(200)).body;
    expect(retired).toMatchObject({ state: 'retired', activeVersion: null });
    const refused = await edit('adam', retired, { name: 'other' }).expect(409);
    expect(refused.body.error.code).toBe('retired_definition');
    await act('adam', retired, 'restore', { version: 99 }).expect(400);

    const { body: versions } = await call(
      'adam',
      'get',
      `${root}/${drafted.id}/versions?limit=2`,
    ).expect(200);
    expect(versions.items.map((each: any) => each.verb)).toEqual([
      'retired',
      'restored',
    ]);
    expect(versions).toMatchObject({ nextCursor: '4', intact: true });
  });

  it('forget who wrote them once that person is erased, and stay intact', async () => {
    const { call, root } = itsm;
    const { body: rule } = await call('chen', 'post', root)
      .send({ name: 'by chen', spec: ORPHANS })
      .expect(201);
    await call('adam', 'post', '/v1/erasures')
      .send({ person: 'user:default/chen' })
      .expect(200);
    const answers = await Promise.all(
      ['', '/versions'].map(path =>
        call('adam', 'get', `${root}/${rule.id}${path}`).expect(200),
      ),
    );
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(
      'user:default/chen',
    );
    expect(answers[1].body.intact).toBe(true);
  });

  it('refuse the name of another one, also of one that is retired', async () => {
    const { id: first } = await itsm.draft('taken');
    const again = await itsm
      .call('chen', 'post', itsm.root)
      .send({ name: 'taken', spec: ORPHANS });
    expect([again.status, again.body.error.code]).toEqual([409, 'name_taken']);
    const other = await itsm.draft('free');
    const renamed = await itsm.edit('adam', other, { name: 'taken' });
    expect([renamed.status, renamed.body.error.code]).toEqual([
      409,
      'name_taken',
    ]);
    expect(first).not.toBe(other.id);
  });

  it.each([
    ['an empty condition', { when: {} }],
    ['a condition with an unknown fact', { when: { 'record.kin': 'x' } }],
    ['a number', { when: { 'entity.tier': 1 } }],
    ['a group that is no full ref', { group: 'Team-Search' }],
    ['a group that does not exist', { group: 'group:default/nobody' }],
    ['nothing to decide', { group: undefined, category: undefined }],
  ])('refuse %s', async (_name, wrong) => {
    const { status } = await itsm
      .call('adam', 'post', itsm.root)
      .send({ name: 'wrong', spec: { ...ORPHANS, ...wrong } });
    expect(status).toBe(400);
  });

  it('let one of two win who write at once, and tell the other what is there now', async () => {
    const drafted = await itsm.draft('race');
    const answers = await Promise.all([
      itsm.edit('adam', drafted, { desk: 'hr' }),
      itsm.act('chen', drafted, 'activate'),
      itsm.act('adam', drafted, 'retire'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const lost = answers.find(({ status }) => status === 412)!;
    expect(lost.body.current).toMatchObject({ id: drafted.id, version: 2 });
    expect(lost.body.error.code).toBe('stale_version');
  });

  it('are listed by state, page by page', async () => {
    const { call, root } = itsm;
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await call(
        'adam',
        'get',
        `${root}?limit=1&state=draft${cursor && `&cursor=${cursor}`}`,
      ).expect(200);
      seen.push(...body.items.map((each: any) => each.name));
      cursor = body.nextCursor ?? '';
    } while (cursor);
    const { body: all } = await call('adam', 'get', `${root}?state=draft`);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(all.items.map((each: any) => each.name));
  });

  it('are found by a part of the name, page by page', async () => {
    const { call, root } = itsm;
    for (const name of ['Zürich: one', 'ZÜRICH: two', 'Graz']) {
      await itsm.draft(name);
    }
    const found = async (query: string) =>
      (await call('adam', 'get', `${root}?q=${query}`).expect(200)).body;
    const names = ({ items }: any) => items.map((each: any) => each.name);
    const q = encodeURIComponent('zürich:');
    expect(names(await found(q))).toEqual(['ZÜRICH: two', 'Zürich: one']);
    const first = await found(`${q}&limit=1`);
    expect(names(first)).toEqual(['ZÜRICH: two']);
    expect(names(await found(`${q}&cursor=${first.nextCursor}`))).toEqual([
      'Zürich: one',
    ]);
    expect(names(await found(`${q}&state=active`))).toEqual([]);
  });

  it('are only named by a dry run of an import', async () => {
    const { call, root } = itsm;
    await itsm.draft('dry', { ...ORPHANS, order: 90 });
    const all = async () => (await call('adam', 'get', root)).body.items;
    const before = await all();
    const document = (names: string[]) => ({
      yaml: JSON.stringify({
        type: 'routing',
        definitions: names.map(name => ({ name, spec: ORPHANS })),
      }),
      dryRun: true,
    });
    const { body } = await call('chen', 'post', `${root}/import`)
      .send(document(['dry', 'wet']))
      .expect(200);
    expect(body).toEqual({ created: ['wet'], changed: ['dry'], unchanged: [] });
    expect(await all()).toEqual(before);
    await call('chen', 'post', `${root}/import`)
      .send(document(['twice', 'twice']))
      .expect(400);
  });

  it('go out as YAML and come in equal', async () => {
    const { call, root } = itsm;
    await itsm.draft('yaml', { ...ORPHANS, order: 7 });
    const out = async () =>
      (await call('adam', 'get', `${root}/export?content=latest`).expect(200))
        .body;
    const { yaml, count } = await out();
    const bring = async (text: string) =>
      (
        await call('chen', 'post', `${root}/import`)
          .send({ yaml: text })
          .expect(200)
      ).body;
    const same = await bring(yaml);
    expect([same.created, same.changed]).toEqual([[], []]);
    expect(same.unchanged).toHaveLength(count);
    const next = await bring(yaml.replace('order: 7', 'order: 8'));
    expect(next.changed).toEqual(['yaml']);
    expect((await out()).yaml).toBe(yaml.replace('order: 7', 'order: 8'));
  });

  it.each([
    ['no YAML', '{'],
    ['brackets that are nested too deep', '['.repeat(400_000)],
    ['lists that are nested too deep', '- '.repeat(200_000)],
    ['an alias', 'type: routing\ndefinitions: &a []\nx: *a'],
    ['another type', 'type: windows\ndefinitions: []'],
    [
      'one name twice',
      `type: routing\ndefinitions:\n${`- {name: a, spec: ${JSON.stringify(ORPHANS)}}\n`.repeat(2)}`,
    ],
  ])('refuse an import of %s', async (_name, yaml) => {
    const { status, body } = await itsm
      .call('adam', 'post', `${itsm.root}/import`)
      .send({ yaml });
    expect([status, typeof body.error.code]).toEqual([400, 'string']);
  });

  it('are closed to those without their permission', async () => {
    const { call } = itsm;
    const { id: known } = await itsm.draft('secret');
    const { paths } = (await call('adam', 'get', '/openapi.json')).body;
    const bodies: [RegExp, object][] = [
      [/reject$/, { reason: 'No' }],
      [/restore$/, { version: 1 }],
      [/preview$/, { spec: ORPHANS }],
      [/import$/, { yaml: 'type: routing\ndefinitions: []' }],
      [/rules$/, { name: 'mine', spec: ORPHANS }],
    ];
    const asked = Object.entries<any>(paths)
      .filter(([path]) => path.startsWith('/v1/definitions/'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(method => [method, path]),
      );
    expect(asked.length).toBeGreaterThan(14);
    for (const [method, path] of asked) {
      const body = bodies.find(([pattern]) => pattern.test(path))?.[1] ?? {};
      const query = path.endsWith('/diff') ? '?from=1&to=1' : '';
      const answer = call(
        'stan',
        method as 'get',
        path.replace('{id}', known) + query,
      ).set('if-match', '1');
      const { status } = await (method === 'get' ? answer : answer.send(body));
      expect([method, path, status]).toEqual([method, path, 403]);
    }
  });
});

describe.each(databaseIds)('definitions that need two people, %s', id => {
  it('are approved by somebody who wrote nothing of them', async () => {
    const itsm = await startWithDefinitions(await databases.init(id), {
      definitions: { fourEyes: ['routing'] },
    });
    const { act, edit } = itsm;
    const code = (answer: any) => [answer.status, answer.body.error?.code];
    let rule = await itsm.draft('both');
    expect(code(await act('chen', rule, 'activate'))).toEqual([
      409,
      'approval_needed',
    ]);
    rule = (await act('chen', rule, 'submit').expect(200)).body;
    expect(code(await act('adam', rule, 'approve'))).toEqual([
      409,
      'own_draft',
    ]);
    rule = (await act('chen', rule, 'reject', { reason: 'Why?' }).expect(200))
      .body;
    // Chen brings back what adam wrote: neither approves it
    rule = (await act('chen', rule, 'restore', { version: 1 })).body;
    rule = (await act('chen', rule, 'submit').expect(200)).body;
    for (const person of ['adam', 'chen'] as const) {
      expect(code(await act(person, rule, 'approve'))).toEqual([
        409,
        'own_draft',
      ]);
    }
    let other = await itsm.draft('one of two');
    other = (await act('adam', other, 'submit').expect(200)).body;
    other = (await act('chen', other, 'approve').expect(200)).body;
    const edited = (await edit('adam', other, { desk: 'hr' })).body;
    expect(code(await act('chen', edited, 'activate'))).toEqual([
      409,
      'approval_needed',
    ]);
    other = (await act('adam', edited, 'submit').expect(200)).body;
    other = (await act('chen', other, 'approve').expect(200)).body;
    other = (await act('adam', other, 'activate').expect(200)).body;
    expect(other).toMatchObject({ state: 'active' });
    await itsm.stop();
  });
});
