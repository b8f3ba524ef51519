import knexFactory from 'knex';
import { DESK, query } from './__testUtils__/listQueries';
import { orderedCandidates } from './candidates';

describe.each(['better-sqlite3', 'pg'])('what a list reads, %s', client => {
  const knex = knexFactory({ client, useNullAsDefault: true });
  const entities = ['component:default/c-0'];
  const mine = { roles: ['assignee'], refs: ['user:default/u-7'] } as const;

  it.each([
    ['an entity', query({ entities, criteria: DESK })],
    ['an entity, at a desk', query({ entities, desk: 'hr' })],
    ['mine', query({ mine, criteria: DESK, all: true })],
    ['a system', query({ within: 'system:default/s-0', criteria: DESK })],
    ['those who work a desk', query({ criteria: DESK, all: true })],
  ])('asks for the desk without joining the record: %s', (_name, q) => {
    const { page, counted } = orderedCandidates(knex, q);
    for (const statement of [page, counted]) {
      expect(statement.toString()).not.toMatch(/ join /);
      expect(statement.toString()).toContain("'hr'");
    }
  });
});
