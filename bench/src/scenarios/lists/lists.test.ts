import { recordQuery } from 'backstage-plugin-itsm-common';
import { SqlText } from '../../sql/SqlText';
import { combinations, type Vocabulary } from './combinations';
import { COMBINATIONS } from './lists';
import { VARIANTS } from './variants';

const VOCABULARY: Vocabulary = {
  entities: ['component:default/a', 'component:default/b'],
  assignees: ['user:default/a', 'user:default/b'],
  groups: ['group:default/a'],
};
const REFS = ['user:default/eddie', 'group:default/team-checkout'];

const made = () => combinations(1, VOCABULARY, COMBINATIONS);

describe('the combinations of a list', () => {
  it('follow from the seed, and differ', () => {
    expect(made()).toEqual(made());
    expect(combinations(2, VOCABULARY, 10)).not.toEqual(made().slice(0, 10));
    expect(new Set(made().map(c => JSON.stringify(c))).size).toBe(COMBINATIONS);
  });

  it('are queries that the API takes', () => {
    for (const { query } of made()) {
      expect(recordQuery.safeParse(query).error).toBeUndefined();
    }
  });

  it('use every filter and every order', () => {
    const values = (name: string) =>
      new Set(made().map(({ query }) => (query as any)[name]));
    expect(values('sort')).toEqual(new Set(['created', 'updated', 'priority']));
    expect(values('state')).toEqual(new Set(['open', 'closed', 'all']));
    for (const name of ['entity', 'priority', 'assignee', 'group', 'mine']) {
      expect(values(name).size).toBeGreaterThan(1);
    }
  });

  it.each(['postgres', 'sqlite'] as const)(
    'are written by hand for %s in at least one way, each parameter of which is used',
    engine => {
      for (const combination of made()) {
        const written = Object.values(VARIANTS).flatMap(make => {
          const sql = new SqlText(engine);
          const ids = make(sql, combination, REFS);
          return ids ? [{ sql, ids }] : [];
        });
        expect(written.length).toBeGreaterThan(0);
        for (const { sql, ids } of written) {
          for (const [index] of sql.parameters.entries()) {
            expect(ids.page).toContain(`$${index + 1}`);
          }
        }
      }
    },
  );
});
