import type { Knex } from 'knex';
import {
  asksForDesk,
  asRanges,
  whereMeets,
  type CriteriaColumns,
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

/** The table that drives a query, so that its index gives the order. */
interface Source {
  query: Knex.QueryBuilder;
  /** Its column of record ids. */
  key: string;
}

/** A table that repeats enough of its records to decide who may read them. */
interface Driver extends CriteriaColumns {
  table: 'links' | 'principals' | 'records';
  alias: 'l' | 'p' | 'r';
  kind: string;
}

const driver = (
  table: Driver['table'],
  alias: Driver['alias'],
  id = `${alias}.record_id`,
): Driver => ({
  table,
  alias,
  id,
  kind: `${alias}.kind`,
  restricted: `${alias}.restricted`,
  desk: 'r.desk',
});

const LINKS = driver('links', 'l');
const PRINCIPALS = driver('principals', 'p');
const RECORDS = driver('records', 'r', 'r.id');

/** The roles that make a record somebody's own work or wish. */
const MINE_ROLES = ['assignee', 'requester', 'openedBy', 'approver'] as const;

/** Is there something in the query that only the record itself can answer? */
function needsRecord(q: ListQuery): boolean {
  return Boolean(
    SORTS[q.sort].ofRecord ||
    q.priority ||
    q.assignee ||
    q.group ||
    q.scopes.some(scope => asksForDesk(scope.criteria)),
  );
}

/** A query over the table, with the record beside it only where that is needed. */
function drivenBy(
  knex: Knex,
  { table, alias, id }: Driver,
  q: ListQuery,
): Knex.QueryBuilder {
  const query = knex.from(`${table} as ${alias}`);
  return table !== 'records' && needsRecord(q)
    ? query.join('records as r', 'r.id', id)
    : query;
}

/** Filters on columns of `records as r`. */
function whereColumns(query: Knex.QueryBuilder, q: ListQuery): void {
  if (q.priority) query.where('r.priority', q.priority);
  if (q.assignee) query.where('r.assignee', q.assignee);
  if (q.group) query.where('r.assignment_group', q.group);
}

/** The read criteria of each kind, for queries that do not come from ranges of principals. */
function whereReadable(
  query: Knex.QueryBuilder,
  q: ListQuery,
  columns: Driver,
): void {
  if (q.scopes.length === 1) {
    query.where(columns.kind, q.scopes[0].kind);
    whereMeets(query, q.scopes[0].criteria, columns);
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
          `${columns.kind} || '' in (${scopes.map(() => '?').join(', ')})`,
          scopes.map(scope => scope.kind),
        );
        whereMeets(inner, scopes[0].criteria, columns);
      });
    }
  });
}

const openFlag = (q: ListQuery) =>
  ({ open: 1, closed: 0, all: undefined })[q.state];

function whereOpen(
  query: Knex.QueryBuilder,
  q: ListQuery,
  { alias }: Driver,
): void {
  const open = openFlag(q);
  if (open !== undefined) query.where(`${alias}.is_open`, open);
}

function whereAffects(
  query: Knex.QueryBuilder,
  entity: string,
  { id }: Driver,
): void {
  query.whereRaw(
    `(select 1 from links a where a.record_id = ${id} and a.role = 'affected' and a.ref = ? limit 1) is not null`,
    [entity],
  );
}

/** Candidates in one of the fixed orders. */
export function orderedCandidates(knex: Knex, q: ListQuery): Candidates {
  const sort = SORTS[q.sort];
  const source = (limit: number, isPage: boolean): Source => {
    const ranges = rangesOf(q);
    const unranged = q.entity ? fromEntity : fromRecords;
    const made = ranges
      ? fromRanges(knex, q, ranges, { limit, isPage })
      : unranged(knex, q);
    sort.restrict?.(made.query);
    sort.order(made.query, made.key);
    made.query.limit(limit);
    return made;
  };
  const page = source(q.limit + 1, true);
  if (q.cursor) sort.after(page.query, q.cursor, page.key);
  const counted = source(COUNT_CAP + 1, false);
  return {
    page: page.query.select({
      id: page.key,
      cursor: sort.cursor(knex, page.key),
    }),
    // Ordered as well: without it PostgreSQL scans the table to count a busy entity.
    counted: counted.query.select(counted.key),
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
  const query = drivenBy(knex, RECORDS, q);
  whereOpen(query, q, RECORDS);
  whereReadable(query, q, RECORDS);
  whereColumns(query, q);
  return { query, key: RECORDS.id };
}

function fromEntity(knex: Knex, q: ListQuery): Source {
  const query = drivenBy(knex, LINKS, q).where({
    'l.ref': q.entity,
    'l.role': 'affected',
  });
  whereOpen(query, q, LINKS);
  whereReadable(query, q, LINKS);
  whereColumns(query, q);
  return { query, key: LINKS.id };
}

/** The union of ranges of principals: each branch reads an index and stops at the limit. */
function fromRanges(
  knex: Knex,
  q: ListQuery,
  ranges: (PrincipalRange & { kind: string })[],
  { limit, isPage }: { limit: number; isPage: boolean },
): Source {
  const sort = SORTS[q.sort];
  const branches = ranges.map(({ kind, role, ref }) => {
    const branch = drivenBy(knex, PRINCIPALS, q)
      .where({ 'p.ref': ref, 'p.role': role, 'p.kind': kind })
      .select('p.record_id as id');
    whereOpen(branch, q, PRINCIPALS);
    whereColumns(branch, q);
    sort.restrict?.(branch);
    if (q.mine) {
      const scopes = q.scopes.filter(scope => scope.kind === kind);
      whereReadable(branch, { ...q, scopes }, PRINCIPALS);
    }
    if (q.entity) whereAffects(branch, q.entity, PRINCIPALS);
    // A later page starts in the branches already; a count is of all pages.
    if (isPage && q.cursor) sort.after(branch, q.cursor, PRINCIPALS.id);
    sort.order(branch, PRINCIPALS.id);
    // SQLite refuses a limited branch of a UNION unless it is a derived table.
    return knex.select('id').from(branch.limit(limit).as('b'));
  });
  const [first, ...rest] = branches;
  if (!first) {
    return { query: knex.from('records as r').whereRaw('1 = 0'), key: 'r.id' };
  }
  const query = knex.from(first.union(rest).as('u'));
  return sort.ofRecord
    ? { query: query.join('records as r', 'r.id', 'u.id'), key: 'r.id' }
    : { query, key: 'u.id' };
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
    whereOpen(query, q, RECORDS);
    whereReadable(query, q, RECORDS);
    whereColumns(query, q);
    if (q.mine) {
      whereMeets(query, { roles: [...MINE_ROLES], refs: [...q.mine] });
    }
    if (q.entity) whereAffects(query, q.entity, RECORDS);
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
