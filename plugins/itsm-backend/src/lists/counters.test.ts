import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { filledDatabase } from '../__testUtils__/filledDatabase';
import { countLists } from './__testUtils__/listCounters';
import { countRequests } from '../records/__testUtils__/requestCounters';

// What a request costs, counted instead of timed: the same on every machine, so that a regression
// fails here before anybody can feel it.

describe.each(databaseIds)('counters at 100,000 records, %s', id => {
  let knex: Knex;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    ({ knex, drop } = await filledDatabase(id, 100_000));
  });
  afterAll(() => drop?.());

  describe('lists', () => {
    countLists(() => knex);
  });
  describe('requests', () => {
    countRequests(() => knex, id);
  });
});
