import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { fillRecords } from '../__testUtils__/fillRecords';
import { migrationsDirectory } from '../database';
import { countLists } from './__testUtils__/listCounters';
import { countRequests } from './__testUtils__/requestCounters';

// What a request costs, counted instead of timed: the same on every machine, so that a regression
// fails here before anybody can feel it.

jest.setTimeout(300_000);

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('counters at 100,000 records, %s', id => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    await fillRecords(knex, { count: 100_000 });
  });

  describe('lists', () => {
    countLists(() => knex);
  });
  describe('requests', () => {
    countRequests(() => knex, id);
  });
});
