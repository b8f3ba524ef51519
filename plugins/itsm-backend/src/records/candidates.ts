import type { Knex } from 'knex';
import {
  asRanges,
  whereMeets,
  type PrincipalRange,
} from '../principals/criteria';
import { matchingRecords } from '../search/recordText';
import { COUNT_CAP, type ListQuery } from './listQuery';
import { badCursor, SORTS } from './listSorts';

/** Queries over the records that a list is about. */
export interface Candidates {
  /** `(id, cursor)` of one page and one row more. */
  page: Knex.QueryBuilder;
  /** `(id)` of all, up to the cap of the count. */
  counted: Knex.QueryBuilder;
}

interface Source {
  query: Knex.QueryBuilder;
  /** Id column of the table that drives the query, so that its index gives the order. */
  key: string;
}

/** The roles that make a record somebody's own work or wish. */
const MINE_ROLES = ['assignee', 'requester', 'openedBy', 'approver'] as const;

/** Filters on columns of `records as r`. */
function whereColumns(query: Knex.QueryBuilder, q: ListQuery): void {
  if (q.priority) query.where('r.priority', q.priority);
  if (q.assignee) query.where('r.assignee', q.assignee);
  if (q.group) query.where('r.assignment_group', q.group);
}

/** The read criteria of each kind, for queries that do not come from ranges of principals. */
function whereReadable(query: Knex.QueryBuilder, q: ListQuery): void {
  if (q.scopes.length === 1) {
    query.where('r.kind', q.scopes[0].kind);
    whereMeets(query, q.scopes[0].criteria);
    return;
  }
  const groups = new Map<string, ListQuery['scopes']>();
  for (const scope of q.scopes) {
    const key = JSON.stringify(scope.criteria);
    groups.set(key, [...(groups.get(key) ?? []), scope]);
  }
  query.andWhere(any => {
    for (const scopes of groups.values()) {
      any.orWhere(inner => {
        // An expression, so that no engine walks kind by kind and sorts everything afterwards.
        inner.whereRaw(
          `r.kind || '' in (${scopes.map(() => '?').join(', ')})`,
          scopes.map(scope => scope.kind),
        );
        whereMeets(inner, scopes[0].criteria);
      });
    }
  });
}

const openFlag = (q: ListQuery) =>
  ({ open: 1, closed: 0, all: undefined })[q.state];

function whereAffects(query: Knex.QueryBuilder, entity: string): void {
  query.whereRaw(
    `(select 1 from links l where l.record_id = r.id and l.role = 'affected' and l.ref = ? limit 1) is not null`,
    [entity],
  );
}

/** Candidates in one of the fixed orders. */
export function orderedCandidates(knex: Knex, q: ListQuery): Candidates {
  const sort = SORTS[q.sort];
  const source = (limit: number): Source => {
    const ranges = rangesOf(q);
    const unranged = q.entity ? fromEntity : fromRecords;
    const made = ranges
      ? fromRanges(knex, q, ranges, limit)
      : unranged(knex, q);
    sort.restrict?.(made.query);
    sort.order(made.query, made.key);
    made.query.limit(limit);
    return made;
  };
  const page = source(q.limit + 1);
  if (q.cursor) sort.after(page.query, q.cursor, page.key);
  return {
    page: page.query.select('r.id as id').select({ cursor: sort.cursor(knex) }),
    // Ordered as well: without it PostgreSQL scans the table to count a busy entity.
    counted: source(COUNT_CAP + 1).query.select('r.id'),
  };
}

/** `mine`, or read criteria that are nothing but questions about principals. */
function rangesOf(
  q: ListQuery,
): (PrincipalRange & { kind: string })[] | undefined {
  if (q.mine) {
    return q.scopes.flatMap(({ kind }) =>
      MINE_ROLES.flatMap(role => q.mine!.map(ref => ({ kind, role, ref }))),
    );
  }
  const perKind = q.scopes.map(({ kind, criteria }) =>
    asRanges(criteria)?.map(range => ({ kind, ...range })),
  );
  return perKind.every(Boolean)
    ? perKind.flatMap(ranges => ranges!)
    : undefined;
}

function fromRecords(knex: Knex, q: ListQuery): Source {
  const query = knex.from('records as r');
  const open = openFlag(q);
  if (open !== undefined) query.where('r.is_open', open);
  whereReadable(query, q);
  whereColumns(query, q);
  return { query, key: 'r.id' };
}

function fromEntity(knex: Knex, q: ListQuery): Source {
  const query = knex
    .from('links as l')
    .join('records as r', 'r.id', 'l.record_id')
    .where({ 'l.ref': q.entity, 'l.role': 'affected' });
  if (q.scopes.length === 1) query.where('l.kind', q.scopes[0].kind);
  const open = openFlag(q);
  if (open !== undefined) query.where('l.is_open', open);
  whereReadable(query, q);
  whereColumns(query, q);
  return { query, key: 'l.record_id' };
}

/** The union of ranges of principals: each branch reads an index and stops at the limit. */
function fromRanges(
  knex: Knex,
  q: ListQuery,
  ranges: (PrincipalRange & { kind: string })[],
  limit: number,
): Source {
  const open = openFlag(q);
  const sort = SORTS[q.sort];
  const branches = ranges.map(({ kind, role, ref }) => {
    const branch = knex
      .from('principals as p')
      .join('records as r', 'r.id', 'p.record_id')
      .where({ 'p.ref': ref, 'p.role': role, 'p.kind': kind })
      .select('r.id as id');
    if (open !== undefined) branch.where('p.is_open', open);
    whereColumns(branch, q);
    sort.restrict?.(branch);
    if (q.mine) {
      whereReadable(branch, {
        ...q,
        scopes: q.scopes.filter(scope => scope.kind === kind),
      });
    }
    if (q.entity) whereAffects(branch, q.entity);
    // A later page starts in the branches already.
    if (q.cursor) sort.after(branch, q.cursor, 'p.record_id');
    sort.order(branch, 'p.record_id');
    // SQLite refuses a limited branch of a UNION unless it is a derived table.
    return knex.select('id').from(branch.limit(limit).as('b'));
  });
  const [first, ...rest] = branches;
  const query = first
    ? knex.from(first.union(rest).as('u')).join('records as r', 'r.id', 'u.id')
    : knex.from('records as r').whereRaw('1 = 0');
  return { query, key: 'r.id' };
}

/** Ranked matches of a bounded set; the cursor counts rows of it. */
export function textCandidates(
  knex: Knex,
  q: ListQuery,
): Candidates | undefined {
  const hits = matchingRecords(knex, q.q!);
  if (!hits) return undefined;
  if (q.cursor && !/^\d{1,4}$/.test(q.cursor)) badCursor(q.cursor);
  const source = () => {
    const query = knex
      .from(hits.clone().as('hits'))
      .join('records as r', 'r.id', 'hits.record_id');
    const open = openFlag(q);
    if (open !== undefined) query.where('r.is_open', open);
    whereReadable(query, q);
    whereColumns(query, q);
    if (q.mine) {
      whereMeets(query, { roles: [...MINE_ROLES], refs: [...q.mine] });
    }
    if (q.entity) whereAffects(query, q.entity);
    return query;
  };
  return {
    page: source()
      .select('r.id as id')
      .select({
        cursor: knex.raw(
          'row_number() over (order by hits.score desc, r.id desc)',
        ),
      })
      .orderBy([
        { column: 'hits.score', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ])
      .limit(q.limit + 1)
      .offset(Number(q.cursor ?? 0)),
    counted: source()
      .select('r.id')
      .limit(COUNT_CAP + 1),
  };
}
