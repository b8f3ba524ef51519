import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { readAliases } from '../aliases/readAliases';
import {
  readDefinitions,
  readVersions,
} from '../definitions/readDefinitionRows';
import { writeDefinition } from '../definitions/writeDefinitionRows';
import { fillRecords } from '../__testUtils__/fillRecords';
import { isPostgres, migrationsDirectory } from './database';
import { verifyTimeline } from '../audit/verifyTimeline';

const databases = TestDatabases.create({ ids: databaseIds });
const directory = migrationsDirectory();

const countRecords = async (knex: Knex) =>
  Number((await knex('records').count('* as n').first())!.n);

async function objects(knex: Knex): Promise<string[]> {
  if (!isPostgres(knex)) {
    const rows = await knex('sqlite_master')
      .select('name')
      .whereNot('name', 'like', 'knex_%')
      .whereNot('name', 'like', 'sqlite_%');
    return rows.map((row: any) => row.name).sort();
  }
  const { rows } = await knex.raw(
    "select relname as name from pg_class where relnamespace = current_schema()::regnamespace and relname not like 'knex_%' order by 1",
  );
  return rows.map((row: any) => row.name);
}

describe.each(databaseIds)('migrations, %s', id => {
  it('go up, down with 10,000 records, and up again to the same schema', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    const first = await objects(knex);
    expect(first).toContain('records');

    await fillRecords(knex, { count: 10_000 });
    const verdict = await verifyTimeline(knex);
    expect(verdict).toMatchObject({ records: 10_000, findings: [] });

    await knex.migrate.rollback({ directory }, true);
    expect(await objects(knex)).toEqual([]);

    await knex.migrate.latest({ directory });
    expect(await objects(knex)).toEqual(first);
    await fillRecords(knex, { count: 10 });
    expect(await countRecords(knex)).toBe(10);
  });

  it('go one step down and up without touching the other tables', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    await fillRecords(knex, { count: 100 });
    await knex.migrate.down({ directory });
    await knex.migrate.up({ directory });
    expect(await countRecords(knex)).toBe(100);
  });

  it('give erased persons their name also in fields and mentions', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    await fillRecords(knex, { count: 2 });
    const undone = '20261130004000_erased_in_fields.js';
    const hasRun = async () =>
      (await knex('knex_migrations').where({ name: undone })).length > 0;
    while (await hasRun()) await knex.migrate.down({ directory });
    const [first, second] = await knex('records').orderBy('id').pluck('id');
    await knex('records').where({ id: first }).update({
      data: '{"approvers":["user:default/erased","user:default/erased-not"]}',
      description: 'Ask <@user:default/erased>, says user:default/erased',
    });
    const untouched = await knex('records').where({ id: second }).first();

    await knex.migrate.latest({ directory });

    expect(
      await knex('records').where({ id: first }).first('data', 'description'),
    ).toEqual({
      data: '{"approvers":["user:~/erased","user:default/erased-not"]}',
      description: 'Ask <@user:~/erased>, says user:default/erased',
    });
    expect(await knex('records').where({ id: second }).first()).toEqual(
      untouched,
    );
  });

  it('make aliases of mappings, with who mapped them and when', async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory });
    const undone = '20261130161000_aliases.js';
    const hasRun = async () =>
      (await knex('knex_migrations').where({ name: undone })).length > 0;
    while (await hasRun()) await knex.migrate.down({ directory });
    const mapped = (repository: string, entities: string, more = {}) => ({
      instance: '',
      repository,
      entities,
      created_at: 1_764_000_000_000,
      created_by: 'user:default/adam',
      ...more,
    });
    const one = ['component:default/checkout'];
    const two = [...one, 'component:default/search'];
    const long = `acme/${'l'.repeat(290)}`;
    await knex('mappings').insert([
      mapped('git@git.acme.com:acme/shop.git', JSON.stringify(one)),
      mapped('acme/shop', JSON.stringify(two), { instance: 'github' }),
      // As two builds wrote it: the newer one counts
      mapped('https://git.acme.com/acme/both', JSON.stringify(one)),
      mapped('acme/both', JSON.stringify(two)),
      mapped('acme/broken', '{'),
      mapped(long, JSON.stringify(one)),
      mapped(`${long}2`.slice(1), JSON.stringify(one)),
    ]);

    await knex.migrate.latest({ directory });

    const entitiesOf = (system: string, name: string) =>
      readAliases(knex, { field: 'repository', system, name });
    expect(await entitiesOf('gitlab', 'acme/shop')).toEqual(one);
    expect(await entitiesOf('github', 'acme/shop')).toEqual(two);
    expect(await entitiesOf('gitlab', 'acme/both')).toEqual(two);
    expect(await entitiesOf('gitlab', 'acme/broken')).toEqual([]);
    expect(await entitiesOf('gitlab', long)).toEqual(one);
    const stored = await readDefinitions(knex, { type: 'alias', limit: 10 });
    expect(stored).toHaveLength(7);
    const shop = stored.find(
      ({ name }) => name === 'git@git.acme.com:acme/shop.git',
    )!;
    expect(shop).toMatchObject({
      state: 'active',
      version: 2,
      updatedBy: 'user:default/adam',
      createdAt: 1_764_000_000_000,
    });
    for (const each of stored) {
      const versions = await readVersions(knex, each.id);
      expect(versions.every(({ isIntact }) => isIntact)).toBe(true);
      expect(versions[0].prev).toBe(versions[1].hash);
      expect(versions[0].hash).toBe(each.lastHash);
      expect(versions[1].prev).toBe('0'.repeat(64));
    }
    // What is written next follows them
    const by = { actor: 'user:default/chen', at: 1_764_000_000_001 };
    await knex.transaction(trx =>
      writeDefinition(trx, shop, {
        verb: 'retired',
        state: 'retired',
        content: shop,
        inForce: null,
        ...by,
      }),
    );
    expect(await entitiesOf('gitlab', 'acme/shop')).toEqual([]);

    while (await hasRun()) await knex.migrate.down({ directory });
    const back = await knex('mappings').orderBy(['repository', 'instance']);
    expect(back.map(row => [row.instance, row.repository])).toEqual([
      ['', 'acme/both'],
      ['', long],
      ['github', 'acme/shop'],
      ['', `${long}2`.slice(1)],
    ]);
    expect(JSON.parse(back[0].entities)).toEqual(two);
    expect(back[0].created_by).toBe('user:default/adam');
  });
});
