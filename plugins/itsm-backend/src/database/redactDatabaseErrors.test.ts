import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { redactDatabaseErrors } from './redactDatabaseErrors';

const databases = TestDatabases.create({ ids: databaseIds });
const NOTE = 'between us - nobody else';

describe.each(databaseIds)('errors of the database, %s', id => {
  it('name the statement and the fault, not what was to be stored', async () => {
    const knex = await databases.init(id);
    redactDatabaseErrors(knex);
    await knex.schema.createTable('notes', table => {
      table.string('text').primary();
      table.string('kind').notNullable();
    });
    const insert = (row: object) => knex('notes').insert(row);
    await insert({ text: NOTE, kind: 'a' });
    const failures = [
      insert({ text: NOTE, kind: 'a' }),
      insert({ text: 'x', kind: 'a', why: NOTE }),
      knex.transaction(trx => trx('notes').insert({ text: NOTE })),
    ];
    for (const failure of failures) {
      const error: any = await Promise.resolve(failure).catch(e => e);
      const told = [error.message, error.stack, ...Object.values(error)].join();
      expect(told).toMatch(/notes/);
      expect(told).not.toContain(NOTE);
      expect(told).not.toContain('between us');
    }
    const lost: any = await insert({ text: NOTE }).catch((e: any) => e);
    expect(lost.message).toMatch(/^insert into .*notes.* - .*kind/);
    expect(lost.code).toBeTruthy();
  });
});
