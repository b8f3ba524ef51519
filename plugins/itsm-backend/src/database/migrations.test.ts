import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
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
});
