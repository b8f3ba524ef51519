/* eslint-disable jest/no-export */
import type { Knex } from 'knex';
import { explain, recordStatements } from '../../__testUtils__/statements';
import { isPostgres } from '../../database/database';
import { KindRegistry } from '../../records/KindRegistry';
import type { ListQuery } from '../listQuery';
import { listRecords } from '../listRecords';
import { presentSummary } from '../../callers/presentRecord';
import { DESK, FEW, LISTS, MERGED, query } from './listQueries';

const kinds = new KindRegistry();

const BAD_POSTGRES =
  /Seq Scan on (records|links|principals)|hashed SubPlan|Disk:/;
// A bare SCAN of a table without an index; reading an index in order is how a page is made.
const BAD_SQLITE =
  /^SCAN (r|l|p|records|links|principals)$|USE TEMP B-TREE FOR ORDER BY/;

/** Declares the tests of what a list reads, on a filled database. */
export function countLists(database: () => Knex): void {
  let knex: Knex;
  beforeAll(() => {
    knex = database();
  });

  it.each(LISTS)(
    '%s: one statement, no table scan, no sort of everything',
    async (name, q) => {
      const { statements, stop } = recordStatements(knex);
      const result = await listRecords(knex, kinds, q);
      stop();
      expect(result.items.length).toBeGreaterThan(0);
      expect(statements).toHaveLength(1);
      const bad = isPostgres(knex) ? BAD_POSTGRES : BAD_SQLITE;
      for (const statement of statements) {
        const lines = await explain(knex, statement);
        const found = lines.filter((line: string) => bad.test(line.trim()));
        const merged = MERGED.includes(name);
        expect(
          merged ? found.filter((l: string) => !/ORDER BY/.test(l)) : found,
        ).toEqual([]);
      }
    },
  );

  it('a page of the entity tab is small', async () => {
    const { items } = await listRecords(
      knex,
      kinds,
      query({ entities: ['component:default/c-0'] }),
    );
    const rows = items.map(item =>
      presentSummary(
        kinds.get(item.record.kind),
        item,
        new Set(['agent'] as const),
      ),
    );
    expect(rows).toHaveLength(20);
    expect(JSON.stringify({ items: rows }).length).toBeLessThanOrEqual(25_000);
  });

  it('page 1,000 reads no more than page 1', async () => {
    const planOf = async (cursor?: string) => {
      const { statements, stop } = recordStatements(knex);
      await listRecords(knex, kinds, query({ cursor }));
      stop();
      return explain(knex, statements[0]);
    };
    const deep = await knex('records')
      .where({ kind: 'incident' })
      .orderBy('id', 'desc')
      .offset(19_980)
      .first('id');
    const first = await planOf();
    const last = await planOf(deep.id);
    const buffers = (lines: string[]) =>
      Number(/shared hit=(\d+)/.exec(lines.join(' '))?.[1]);
    // SQLite tells no counts: the same search, with the cursor as one more bound of the index.
    const isSame = isPostgres(knex)
      ? /Index/.test(last.join()) && buffers(last) <= buffers(first) * 1.5 + 20
      : /SEARCH r USING COVERING INDEX records_kind \(kind=\? AND id<\?\)/.test(
          last.join(),
        );
    expect({ isSame, first, last }).toMatchObject({ isSame: true });
  });

  it('every page after page gives every record once, in order, whatever drives the query', async () => {
    const rows: any[] = await knex('records').select(
      'id',
      'number',
      'kind',
      'priority',
      'restricted',
      'desk',
      'requester',
      'assignment_group',
    );
    rows.sort((a, b) => (a.id < b.id ? 1 : -1));
    const expected = (keep: (row: any) => boolean): string[] =>
      rows.filter(keep).map(r => r.number);
    const priorityOf = new Map(rows.map(r => [r.number, r.priority]));
    const walk = async (q: ListQuery) => {
      const numbers: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listRecords(knex, kinds, {
          ...q,
          limit: 100,
          cursor,
        });
        numbers.push(...page.items.map(i => i.record.number));
        cursor = page.nextCursor ?? undefined;
      } while (cursor);
      return numbers;
    };
    const own = (r: any) =>
      r.requester === 'user:default/u-7' ||
      ['group:default/g-3', 'group:default/g-4'].includes(r.assignment_group);
    const atDesk = (r: any) =>
      r.desk === 'hr' || r.requester === 'user:default/u-7';
    expect(await walk(query({ criteria: DESK, all: true }))).toEqual(
      expected(atDesk),
    );
    expect(
      await walk(query({ criteria: DESK, all: true, sort: 'updated' })),
    ).toEqual(expected(atDesk));
    expect(await walk(query({ criteria: FEW }))).toEqual(
      expected(r => r.kind === 'incident' && own(r)),
    );
    expect(
      await walk(query({ criteria: FEW, all: true, sort: 'updated' })),
    ).toEqual(expected(own));
    expect(
      await walk(
        query({ all: true, sort: 'updated', group: 'group:default/g-9' }),
      ),
    ).toEqual(
      expected(
        r =>
          r.assignment_group === 'group:default/g-9' &&
          (!r.restricted || own(r)),
      ),
    );
    // Those without a priority come last, and come
    const urgent = await walk(
      query({ all: true, sort: 'priority', criteria: FEW }),
    );
    expect([...urgent].sort()).toEqual(expected(own).sort());
    const priorities = urgent.map(number => priorityOf.get(number));
    expect(priorities.at(-1)).toBeNull();
    expect(priorities).toEqual(
      [...priorities].sort((a, b) => (a ?? 9) - (b ?? 9)),
    );
    const entity = await knex('links')
      .where({ ref: 'component:default/c-5' })
      .select('record_id');
    const about = new Set(entity.map((l: any) => l.record_id));
    expect(await walk(query({ entities: ['component:default/c-5'] }))).toEqual(
      expected(
        r =>
          r.kind === 'incident' && about.has(r.id) && (!r.restricted || own(r)),
      ),
    );
  });

  /** A record that most may read, and words that no other one has. */
  const rare = async () => {
    const { number, title } = await knex('records')
      .where({ kind: 'incident', restricted: 0 })
      .orderBy('id')
      .first('number', 'title');
    return { q: `${number} ${title.split(' ')[0]}`, found: [number] };
  };
  const many = Array(20).fill(expect.stringMatching(/^INC-/));

  it.each([
    ['rare', rare],
    ['common', async () => ({ q: 'timeout', found: many })],
    ['prefix', async () => ({ q: 'paym', found: many })],
    ['three words', async () => ({ q: 'timeout payment disk', found: many })],
  ])(
    'full text, %s: few statements over a bounded set',
    async (_name, words) => {
      const { q, found } = await words();
      const { statements, stop } = recordStatements(knex);
      const { items } = await listRecords(knex, kinds, query({ q }));
      stop();
      // Another one asks whether there are more matches than were looked at
      expect([1, 2]).toContain(statements.length);
      expect(items.map(({ record }) => record.number)).toEqual(found);
      const lines = await explain(knex, statements[0]);
      expect(
        lines.filter((l: string) =>
          /Seq Scan on record|SCAN (r|hit)$/.test(l.trim()),
        ),
      ).toEqual([]);
    },
  );
}
