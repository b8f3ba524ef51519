import { TestDatabases } from '@backstage/backend-test-utils';
import { routingType } from 'backstage-plugin-itsm-common';
import createKnex, { type Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { recordStatements } from '../__testUtils__/statements';
import { isPostgres, migrationsDirectory } from '../database/database';
import { ORPHANS } from './__testUtils__/withDefinitions';
import { readVersions, type StoredDefinition } from './readDefinitionRows';
import { insertDefinition, writeDefinition } from './writeDefinitionRows';
import { DefinitionSnapshots } from './DefinitionSnapshots';

const databases = TestDatabases.create({ ids: databaseIds });

/** As another process has it; SQLite has one process. */
const secondPool = (knex: Knex) =>
  isPostgres(knex)
    ? createKnex({ ...knex.client.config, pool: { min: 0, max: 2 } })
    : knex;

const by = { actor: 'user:default/adam', at: 1 };

async function active(knex: Knex, index: number): Promise<StoredDefinition> {
  const id = `019a0000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const content = {
    name: `rule ${index}`,
    ownerGroup: null,
    desk: 'it',
    spec: { ...ORPHANS, order: index },
  };
  return knex.transaction(async trx => {
    const draft = await insertDefinition(
      trx,
      { id, type: 'routing' },
      { verb: 'created', state: 'draft', content, ...by },
    );
    return writeDefinition(trx, draft!, {
      verb: 'activated',
      state: 'active',
      content,
      inForce: { keys: [] },
      ...by,
    });
  });
}

describe.each(databaseIds)('what is in force, %s', id => {
  let knex: Knex;
  let other: Knex;
  const warnings: string[] = [];
  const snapshots = (pool: Knex) =>
    new DefinitionSnapshots({
      knex: pool,
      logger: { warn: message => warnings.push(message) },
    });

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    other = secondPool(knex);
  });
  afterAll(async () => {
    if (other !== knex) await other?.destroy();
  });

  it('is never older than the last commit, for two readers', async () => {
    const readers = [snapshots(knex), snapshots(other)];
    const names = async (reader: DefinitionSnapshots) =>
      (await reader.read(routingType)).map(({ name }) => name);
    for (let index = 1; index <= 10; index += 1) {
      const writer = index % 2 ? knex : other;
      const meanwhile = readers.map(names);
      const stored = await active(writer, index);
      for (const reader of readers) {
        expect(await names(reader)).toContain(stored.name);
      }
      await Promise.all(meanwhile);
      await writer.transaction(trx =>
        writeDefinition(trx, stored, {
          verb: 'retired',
          state: 'retired',
          content: stored,
          inForce: null,
          ...by,
        }),
      );
      for (const reader of readers) {
        expect(await names(reader)).not.toContain(stored.name);
      }
    }
  });

  it('is read once as long as nothing changes', async () => {
    const reader = snapshots(knex);
    await active(knex, 20);
    const first = await reader.read(routingType);
    expect(await reader.read(routingType)).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
  });

  it('is read anew only where it has changed', async () => {
    const reader = snapshots(knex);
    const stored = await active(knex, 21);
    const first = await reader.read(routingType);
    await active(knex, 22);
    const recorder = recordStatements(knex);
    const second = await reader.read(routingType);
    await knex.transaction(trx =>
      writeDefinition(trx, stored, {
        verb: 'retired',
        state: 'retired',
        content: stored,
        inForce: null,
        ...by,
      }),
    );
    const third = await reader.read(routingType);
    recorder.stop();
    expect(second.filter(each => !first.includes(each))).toMatchObject([
      { name: 'rule 22' },
    ]);
    expect(second).toHaveLength(first.length + 1);
    expect(third).toEqual(second.filter(({ id: each }) => each !== stored.id));
    expect(third.every(each => second.includes(each))).toBe(true);
    const texts = recorder.statements.filter(
      ({ sql }) => /"?body"?/.test(sql) && /active_version/.test(sql),
    );
    // Its id, besides the type: nothing of the others
    expect(texts.map(({ bindings }) => bindings.length)).toContain(2);
  });

  it('is without what is invalid, which the log names once', async () => {
    const { id: broken } = await active(knex, 30);
    await knex('definition_versions')
      .where({ definition_id: broken })
      .update({ body: '{"content":{"name":"x","spec":{"when":{}}}}' });
    const reader = snapshots(knex);
    const names = async () =>
      (await reader.read(routingType)).map(({ name }) => name);
    expect(await names()).not.toContain('x');
    await active(knex, 31);
    expect(await names()).toContain('rule 31');
    const told = warnings.filter(each => each.includes("'x'"));
    expect(told).toHaveLength(1);
  });

  it('names a changed row: its chain does not hold', async () => {
    const { id: changed } = await active(knex, 40);
    const intact = async () =>
      (await readVersions(knex, changed)).map(each => each.isIntact);
    expect(await intact()).toEqual([true, true]);
    await knex('definition_versions')
      .where({ definition_id: changed, version: 1 })
      .update({ state: 'active' });
    expect(await intact()).toEqual([true, false]);
  });
});
