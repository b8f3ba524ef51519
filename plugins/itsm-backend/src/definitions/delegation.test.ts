import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import { ORPHANS, startWithDefinitions } from './__testUtils__/withDefinitions';
import { writeYaml } from './definitionYaml';

const databases = TestDatabases.create({ ids: databaseIds });

/** Eddie and olivia work the desk HR; stan owns what his group owns. */
const desks = { it: {}, hr: { groups: ['team-checkout'] } };
const OF_STAN = { ownerGroup: 'group:default/team-search' };
const OF_HR = { desk: 'hr' };

type Started = Awaited<ReturnType<typeof startWithDefinitions>>;

function helpersOf(running: () => Started) {
  const call = (...request: Parameters<Started['call']>) =>
    running().call(...request);
  const root = () => running().root;
  const one = (id: string) => `${root()}/${id}`;
  const get = async (id: string) =>
    (await call('adam', 'get', one(id)).expect(200)).body;
  return {
    call,
    root,
    get,
    draft: async (name: string, more: object) =>
      (
        await call('adam', 'post', root())
          .send({ name, spec: ORPHANS, ...more })
          .expect(201)
      ).body,
    edit: async (who: Person, id: string, body: object) =>
      call(who, 'patch', one(id))
        .set('if-match', String((await get(id)).version))
        .send(body),
    act: async (who: Person, id: string, action: string, body: object = {}) =>
      call(who, 'post', `${one(id)}/actions/${action}`)
        .set('if-match', String((await get(id)).version))
        .send(body),
  };
}

const codeOf = ({ status, body }: any) => [status, body.error?.code];

describe.each(databaseIds)('delegated definitions, %s', id => {
  let itsm: Started;
  const { call, root, get, draft, edit, act } = helpersOf(() => itsm);
  const byName: Record<string, string> = {};
  let file: string;
  beforeAll(async () => {
    file = join(mkdtempSync(join(tmpdir(), 'delegated-')), 'rules.yaml');
    const ofFile = (name: string, desk: string) => ({
      name,
      desk,
      ownerGroup: null,
      spec: ORPHANS as any,
    });
    writeFileSync(
      file,
      writeYaml('routing', [
        ofFile('file of HR', 'hr'),
        ofFile('file of IT', 'it'),
      ]),
    );
    itsm = await startWithDefinitions(await databases.init(id), {
      desks,
      definitions: { files: [file] },
    });
    byName.stans = (await draft('stans', OF_STAN)).id;
    byName.hr = (await draft('hr', OF_HR)).id;
    byName.it = (await draft('it', {})).id;
  });
  afterAll(() => itsm?.stop());

  it('are listed to those who manage them, and nothing else is', async () => {
    const listed = async (who: Person) =>
      (await call(who, 'get', root()).expect(200)).body.items;
    const names = (items: any[]) => items.map(({ name }) => name).sort();
    const stans = await listed('stan');
    expect(names(stans)).toEqual(['stans']);
    expect(stans[0]).toMatchObject({ canEdit: true });
    expect(stans[0].actions).toContain('activate');
    const hr = await listed('olivia');
    expect(names(hr)).toEqual(['file of HR', 'hr']);
    expect(hr.map(({ canEdit }: any) => canEdit).sort()).toEqual([false, true]);
    expect((await listed('adam')).length).toBe(5);
    await call('rita', 'get', root()).expect(403);
  });

  it('are seen, edited and moved by those people alone', async () => {
    const { paths } = (await call('adam', 'get', '/openapi.json')).body;
    const asked = Object.entries<any>(paths)
      .filter(([path]) => path.startsWith('/v1/definitions/routing-rules/{id}'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(method => [method, path] as const),
      );
    expect(asked.length).toBeGreaterThan(9);
    const statusOf = async (
      who: Person,
      name: string,
      [method, path]: readonly [string, string],
    ) => {
      const query = path.endsWith('/diff') ? '?from=1&to=1' : '';
      const request = call(
        who,
        method as 'get',
        path.replace('{id}', byName[name] ?? name) + query,
        // Long gone, so that nothing is written
      ).set('if-match', '999');
      const { status } = await (method === 'get'
        ? request
        : request.send(
            { reject: { reason: 'No' }, restore: { version: 1 } }[
              path.split('/').pop()!
            ] ?? {},
          ));
      return status;
    };
    for (const operation of asked) {
      const own = operation[0] === 'get' ? 200 : 412;
      for (const [who, name, expected] of [
        ['stan', 'stans', own],
        ['stan', 'hr', 403],
        ['stan', 'it', 403],
        ['stan', 'nothing', 403],
        ['eddie', 'hr', own],
        ['eddie', 'stans', 403],
        ['rita', 'hr', 403],
      ] as const) {
        expect([
          operation,
          who,
          name,
          await statusOf(who, name, operation),
        ]).toEqual([operation, who, name, expected]);
      }
    }
  });

  it('let nobody make others, or take all of them out', async () => {
    for (const who of ['stan', 'eddie'] as const) {
      const answers = [
        await call(who, 'post', root()).send({
          name: 'mine',
          spec: ORPHANS,
          ...OF_STAN,
          ...OF_HR,
        }),
        await call(who, 'post', `${root()}/import`).send({
          yaml: 'type: routing\ndefinitions: []',
        }),
        await call(who, 'get', `${root()}/export`),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      // What a draft would match is for whoever edits one
      await call(who, 'post', `${root()}/preview`)
        .send({ spec: ORPHANS })
        .expect(200);
    }
    await call('rita', 'post', `${root()}/preview`)
      .send({ spec: ORPHANS })
      .expect(403);
  });

  it('are edited, activated and retired, and never given away', async () => {
    const { id: rule } = await draft('ours', OF_STAN);
    const edited = await edit('stan', rule, {
      ...OF_STAN,
      desk: 'it',
      spec: { ...ORPHANS, order: 77 },
    });
    expect(edited.status).toBe(200);
    for (const body of [
      { ownerGroup: null },
      { ownerGroup: 'group:default/sales' },
      OF_HR,
    ]) {
      expect(codeOf(await edit('stan', rule, body))).toEqual([
        403,
        'not_permitted',
      ]);
    }
    expect((await act('stan', rule, 'activate')).status).toBe(200);
    expect((await act('stan', rule, 'retire')).status).toBe(200);
    // An administrator gives it away; what it was before doesn't bring it back
    const before = (await get(rule)).version;
    await act('adam', rule, 'restore', { version: before });
    await edit('adam', rule, { ownerGroup: null, ...OF_HR });
    expect((await edit('stan', rule, { name: 'x' })).status).toBe(403);
    expect(codeOf(await act('eddie', rule, 'restore', { version: 1 }))).toEqual(
      [403, 'not_permitted'],
    );
    expect((await edit('eddie', rule, { name: 'HR now' })).status).toBe(200);
  });

  it('refuse a desk that there is not', async () => {
    for (const more of [
      { desk: 'legal' },
      { spec: { ...ORPHANS, desk: 'legal' } },
    ]) {
      const answer = await call('adam', 'post', root()).send({
        name: 'legal',
        spec: ORPHANS,
        ...more,
      });
      expect(codeOf(answer)).toEqual([400, 'unknown_desk']);
    }
  });
});

describe.each(databaseIds)('definitions that take two people, %s', id => {
  let itsm: Started;
  const { get, draft, edit, act } = helpersOf(() => itsm);
  beforeAll(async () => {
    itsm = await startWithDefinitions(await databases.init(id), {
      desks,
      definitions: { fourEyes: ['routing'] },
    });
  });
  afterAll(() => itsm?.stop());

  it('are approved, and retired, by somebody else of those who manage them', async () => {
    const { id: rule } = await draft('of HR', OF_HR);
    await edit('eddie', rule, { spec: { ...ORPHANS, order: 5 } });
    expect((await act('eddie', rule, 'submit')).status).toBe(200);
    expect(codeOf(await act('eddie', rule, 'approve'))).toEqual([
      409,
      'own_draft',
    ]);
    expect((await act('olivia', rule, 'approve')).status).toBe(200);
    expect((await act('eddie', rule, 'activate')).status).toBe(200);

    expect(codeOf(await act('eddie', rule, 'retire'))).toEqual([
      409,
      'approval_needed',
    ]);
    const asked = await act('eddie', rule, 'request_retirement');
    expect(asked.body).toMatchObject({
      state: 'active',
      activeVersion: (await get(rule)).activeVersion,
    });
    expect(asked.body.activeVersion).not.toBeNull();
    for (const [who, action, code] of [
      ['eddie', 'retire', 'own_retirement'],
      ['olivia', 'request_retirement', 'retirement_requested'],
    ] as const) {
      expect(codeOf(await act(who, rule, action))).toEqual([409, code]);
    }
    // What is written in between takes it back
    await edit('eddie', rule, { name: 'of HR still' });
    expect(codeOf(await act('olivia', rule, 'retire'))).toEqual([
      409,
      'approval_needed',
    ]);
    await act('olivia', rule, 'request_retirement');
    const retired = await act('adam', rule, 'retire');
    expect(retired.body).toMatchObject({
      state: 'retired',
      activeVersion: null,
    });
  });

  it('are discarded by one person while they never were in force', async () => {
    const { id: rule } = await draft('never', OF_HR);
    expect(codeOf(await act('eddie', rule, 'request_retirement'))).toEqual([
      409,
      'approval_not_needed',
    ]);
    expect((await act('eddie', rule, 'retire')).body).toMatchObject({
      state: 'retired',
    });
  });
});
