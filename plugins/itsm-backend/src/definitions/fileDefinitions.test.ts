import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
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
    for (const answer of [
      await edit('adam', valid, { name: 'mine' }),
      await act('adam', valid, 'retire'),
      await act('adam', valid, 'restore', { version: 1 }),
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
