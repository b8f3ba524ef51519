import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { readAliases } from '../aliases/readAliases';
import { databaseIds } from '../__testUtils__/databases';
import { Desks } from '../desks/Desks';
import { ORPHANS, startWithDefinitions } from './__testUtils__/withDefinitions';
import { readFileDefinitions, requireFileTypes } from './fileDefinitions';
import { writeYaml } from './definitionYaml';

const databases = TestDatabases.create({ ids: databaseIds });
const [database] = databaseIds;

const fileOf = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'definitions-')), 'rules.yaml');
  writeFileSync(file, text);
  return file;
};
const rule = (name: string, spec: object = ORPHANS) => ({
  name,
  ownerGroup: null,
  desk: 'it',
  spec: spec as Record<string, unknown>,
});

describe('definitions of files', () => {
  it('are in force, and changed only there', async () => {
    const file = fileOf(
      writeYaml('routing', [
        rule('from file'),
        rule('invalid', { ...ORPHANS, when: {} }),
      ]),
    );
    const itsm = await startWithDefinitions(await databases.init(database), {
      definitions: { files: [file] },
    });
    const { call, root, act, edit } = itsm;
    await itsm.draft('by hand');
    const { items } = (await call('adam', 'get', root).expect(200)).body;
    const [valid, invalid] = ['from file', 'invalid'].map(name =>
      items.find((each: any) => each.name === name),
    );
    expect(valid).toMatchObject({ file, state: 'active', problems: [] });
    expect([valid.actions, valid.canEdit]).toEqual([[], false]);
    expect(invalid.problems[0].code).toBe('condition_empty');
    await call('adam', 'get', `${root}/${valid.id}`).expect(200);
    const named = (await call('adam', 'get', `${root}?q=FROM`)).body.items;
    expect(named.map((each: any) => each.name)).toEqual(['from file']);
    for (const answer of [
      await edit('adam', valid, { name: 'mine' }),
      await act('adam', valid, 'retire'),
      await act('adam', valid, 'restore', { version: 1 }),
      await call('adam', 'post', `${root}/import`).send({
        yaml: writeYaml('routing', [
          rule('from file', { ...ORPHANS, order: 5 }),
        ]),
      }),
    ]) {
      expect([answer.status, answer.body.error.code]).toEqual([
        409,
        'defined_in_file',
      ]);
      expect(answer.body.error.params.file).toBe(file);
    }
    await call('adam', 'post', root)
      .send({ name: 'from file', spec: ORPHANS })
      .expect(409);
    const { body } = await call('rita', 'post', '/v1/incidents').send({
      title: 'Orphan is down',
      description: 'It does not answer',
      impact: 'low',
      urgency: 'low',
      entities: ['component:default/orphan'],
    });
    expect(body).toMatchObject({
      assignmentGroup: 'group:default/team-search',
    });
    await itsm.stop();
  });

  const inForce = (order: number) => ({ ...ORPHANS, order });

  it('are read again while the portal runs: a changed one is a new version', async () => {
    const file = fileOf(
      writeYaml('routing', [rule('changes', inForce(1)), rule('goes')]),
    );
    const itsm = await startWithDefinitions(await databases.init(database), {
      definitions: { files: [file] },
    });
    const { call, root } = itsm;
    const view = async (name: string) => {
      const { items } = (await call('adam', 'get', root).expect(200)).body;
      return items.find((each: any) => each.name === name);
    };
    const say = async (text: string) => {
      writeFileSync(file, text);
      await itsm.run('itsm-definition-files');
      return view('changes');
    };
    const first = await view('changes');
    expect(first).toMatchObject({ state: 'active', spec: inForce(1) });
    await itsm.run('itsm-definition-files');
    expect(await view('changes')).toEqual(first);
    const changed = await say(
      writeYaml('routing', [rule('changes', inForce(2)), rule('comes')]),
    );
    expect(changed).toMatchObject({
      id: first.id,
      state: 'active',
      version: first.version + 1,
      activeVersion: first.version + 1,
      spec: inForce(2),
      updatedBy: 'service:definition-files',
    });
    expect(await view('comes')).toMatchObject({ state: 'active', file });
    expect(await view('goes')).toMatchObject({ state: 'retired', file: null });
    const { body } = await call(
      'adam',
      'get',
      `${root}/${first.id}/diff?from=${first.version}&to=${changed.version}`,
    ).expect(200);
    expect(body.differences).toEqual([{ path: 'spec.order', from: 1, to: 2 }]);

    // What is no YAML, has an unknown type or is gone changes nothing
    for (const wrong of [
      '{',
      'type: nothing\ndefinitions: [{name: x, spec: {}}]',
    ]) {
      expect(await say(wrong)).toEqual(changed);
    }
    rmSync(file);
    await itsm.run('itsm-definition-files');
    expect(await view('changes')).toEqual(changed);

    // One that is invalid waits as a draft that says why; the others count
    const invalid = await say(
      writeYaml('routing', [
        rule('changes', { ...inForce(3), when: {} }),
        rule('comes', inForce(9)),
      ]),
    );
    expect(invalid).toMatchObject({
      state: 'draft',
      activeVersion: changed.version,
      problems: [{ code: 'condition_empty' }],
    });
    expect(await view('comes')).toMatchObject({ spec: inForce(9) });
    expect(await say(readFileSync(file, 'utf8'))).toEqual(invalid);
    const right = await say(
      writeYaml('routing', [rule('changes', inForce(4)), rule('comes')]),
    );
    expect(right).toMatchObject({ state: 'active', problems: [] });
    await itsm.stop();
  });

  it('may be aliases, which take over those of their names and refuse the keys of others', async () => {
    const knex = await databases.init(database);
    const alias = (name: string, repository: string) =>
      rule(name, {
        field: 'repository',
        names: [repository],
        entities: ['component:default/checkout'],
      });
    const file = fileOf(
      writeYaml('alias', [alias('a', 'acme/a'), alias('b', 'acme/b')]),
    );
    const itsm = await startWithDefinitions(knex, {
      definitions: { files: [file] },
    });
    const { call } = itsm;
    const map = (repository: string) =>
      call('adam', 'post', '/v1/mappings').send({
        repository,
        entities: ['search'],
      });
    const refused = await map('acme/a').expect(409);
    expect(refused.body.error).toMatchObject({
      code: 'defined_in_file',
      params: { file },
    });
    await map('acme/c').expect(200);
    const entitiesOf = (name: string) =>
      readAliases(knex, { field: 'repository', system: 'api', name });
    // They change places, and one takes what somebody mapped by hand
    writeFileSync(
      file,
      writeYaml('alias', [
        alias('a', 'acme/b'),
        alias('b', 'acme/d'),
        alias('e', 'acme/c'),
        alias('acme/c', 'acme/f'),
      ]),
    );
    await itsm.run('itsm-definition-files');
    const states = Object.fromEntries(
      (
        await call('adam', 'get', '/v1/definitions/aliases').expect(200)
      ).body.items.map((each: any) => [each.name, [each.state, each.file]]),
    );
    expect(states).toEqual({
      a: ['active', file],
      b: ['active', file],
      e: ['active', file],
      'acme/c': ['active', file],
    });
    expect(await entitiesOf('acme/a')).toEqual([]);
    for (const name of ['acme/b', 'acme/c', 'acme/d', 'acme/f']) {
      expect(await entitiesOf(name)).toEqual(['component:default/checkout']);
    }
    // A file that still says the old name of a renamed entity goes on to work
    await knex('entity_facts').insert({
      ref: 'component:default/till',
      owners: '[]',
      refreshed_at: 1,
      removed_at: 1,
      moved_to: 'component:default/checkout',
    });
    const old = alias('b', 'acme/old');
    old.spec.entities = ['component:default/till'];
    writeFileSync(file, writeYaml('alias', [alias('a', 'acme/b'), old]));
    await itsm.run('itsm-definition-files');
    expect(await entitiesOf('acme/old')).toEqual([
      'component:default/checkout',
    ]);
    await map('acme/g').expect(200);
    writeFileSync(file, writeYaml('alias', [alias('a', 'acme/g')]));
    await itsm.run('itsm-definition-files');
    expect(await entitiesOf('acme/g')).toEqual(['component:default/search']);
    expect(await entitiesOf('acme/b')).toEqual(['component:default/checkout']);
    expect(await entitiesOf('acme/old')).toEqual([]);
    await itsm.stop();
  });

  it.each([
    ['is missing', '/nowhere/rules.yaml', "can't be read"],
    ['is no YAML', fileOf('{'), "can't be used"],
    ['has no definitions', fileOf('type: routing'), "can't be used"],
  ])('stop the start when a file %s', (_name, file, message) => {
    expect(() => readFileDefinitions([file], new Desks())).toThrow(message);
    expect(() => readFileDefinitions([file], new Desks())).toThrow(file);
  });

  it('stop the start with an unknown type, or a name that is there twice', () => {
    const two = fileOf(writeYaml('routing', [rule('a'), rule('a')]));
    const read = readFileDefinitions([two], new Desks());
    expect(() => requireFileTypes(read, [])).toThrow("the type 'routing'");
    expect(() => requireFileTypes(read, [{ name: 'routing' } as any])).toThrow(
      "the name 'a'",
    );
  });
});
