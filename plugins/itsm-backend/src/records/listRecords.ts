import {
  InvalidInputError,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import {
  asRanges,
  whereMeets,
  type Criteria,
  type PrincipalRange,
} from '../principals/criteria';
import { matchingRecords } from '../search/recordText';
import type { KindRegistry } from './KindRegistry';
import { decodeRecord, LIST_COLUMNS } from './recordRow';

/** Counts stop here; the UI writes "1000+". */
export const COUNT_CAP = 1_000;

/** What a list asks for; refs are full. */
export interface ListQuery {
  /** The kinds that are listed, each with the read criteria of the caller. */
  scopes: { kind: string; criteria: Criteria }[];
  state: 'open' | 'closed' | 'all';
  entity?: string;
  q?: string;
  priority?: number;
  assignee?: string;
  group?: string;
  /** Records where one of these refs works on, asked for or decides about. */
  mine?: readonly string[];
  sort: 'created' | 'updated' | 'priority';
  cursor?: string;
  limit: number;
  count: boolean;
}

/** A row of a list: the record, its principals and its affected entities. */
export interface ListedRecord {
  record: ItsmRecord;
  principals: Principal[];
  entities: string[];
}

export interface ListResult {
  items: ListedRecord[];
  nextCursor: string | null;
  count?: { value: number; capped: boolean };
}

const MINE_ROLES = ['assignee', 'requester', 'openedBy', 'approver'] as const;

/**
 * One page, newest first, in two statements whatever the number of records: the page (with the
 * capped count in it), then links and principals of its rows.
 */
export async function listRecords(
  knex: Knex,
  kinds: KindRegistry,
  query: ListQuery,
): Promise<ListResult> {
  const readable = query.scopes.filter(scope => scope.criteria !== false);
  if (readable.length === 0) return empty(query);
  const scoped = { ...query, scopes: readable };
  const candidates = query.q
    ? textCandidates(knex, scoped)
    : orderedCandidates(knex, scoped);
  if (!candidates) return empty(query);

  const statement = knex
    .with('page', candidates.page)
    .from('page')
    .join('records as r', 'r.id', 'page.id')
    .select(LIST_COLUMNS.map(column => `r.${column}`))
    .select('page.cursor as cursor');
  candidates.order(statement);
  if (query.count) {
    statement.select(
      knex
        .count('*')
        .from(candidates.all.limit(COUNT_CAP + 1).as('counted'))
        .as('total'),
    );
  }
  const rows: any[] = await statement;
  const page = rows.slice(0, query.limit);
  const around = await readAround(
    knex,
    page.map(row => row.id),
  );
  return {
    items: page.map(row => ({
      record: decodeRecord(kinds.get(row.kind), row),
      principals: around.get(row.id)?.principals ?? [],
      entities: around.get(row.id)?.entities ?? [],
    })),
    nextCursor:
      rows.length > query.limit ? String(page[page.length - 1].cursor) : null,
    ...(query.count && { count: countOf(rows, query) }),
  };
}

const empty = (query: ListQuery): ListResult => ({
  items: [],
  nextCursor: null,
  ...(query.count && { count: { value: 0, capped: false } }),
});

function countOf(rows: any[], query: ListQuery) {
  const total = Number(rows[0]?.total ?? 0);
  // An empty later page says nothing about the whole: then count what was surely seen.
  return rows.length === 0 && query.cursor
    ? { value: 0, capped: true }
    : { value: Math.min(total, COUNT_CAP), capped: total > COUNT_CAP };
}

interface Candidates {
  /** `(id, cursor)` of one page and one row more. */
  page: Knex.QueryBuilder;
  /** `(id)` of all, for the count. */
  all: Knex.QueryBuilder;
  order: (statement: Knex.QueryBuilder) => void;
}

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
  } else if (q.scopes.every(scope => scope.criteria === true)) {
    query.whereIn(
      'r.kind',
      q.scopes.map(scope => scope.kind),
    );
  } else {
    query.andWhere(any => {
      for (const { kind, criteria } of q.scopes) {
        any.orWhere(inner => {
          inner.where('r.kind', kind);
          whereMeets(inner, criteria);
        });
      }
    });
  }
}

const openFlag = (q: ListQuery) =>
  ({ open: 1, closed: 0, all: undefined })[q.state];

function orderedCandidates(knex: Knex, q: ListQuery): Candidates {
  const sort = SORTS[q.sort];
  const source = () => {
    const ranges = rangesOf(q);
    if (ranges) return fromRanges(knex, q, ranges);
    return q.entity ? fromEntity(knex, q) : fromRecords(knex, q);
  };
  const page = source();
  if (q.cursor) sort.after(page, q.cursor);
  sort.orderAndLimit(knex, page, q.limit + 1);
  return {
    page,
    all: source().clearSelect().select('r.id'),
    order: sort.order,
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

function fromRecords(knex: Knex, q: ListQuery): Knex.QueryBuilder {
  const query = knex.from('records as r');
  const open = openFlag(q);
  if (open !== undefined) query.where('r.is_open', open);
  whereReadable(query, q);
  whereColumns(query, q);
  return query;
}

function fromEntity(knex: Knex, q: ListQuery): Knex.QueryBuilder {
  const query = knex
    .from('links as l')
    .join('records as r', 'r.id', 'l.record_id')
    .where({ 'l.ref': q.entity, 'l.role': 'affected' });
  if (q.scopes.length === 1) query.where('l.kind', q.scopes[0].kind);
  const open = openFlag(q);
  if (open !== undefined) query.where('l.is_open', open);
  whereReadable(query, q);
  whereColumns(query, q);
  return query;
}

/** The union of the ranges' records, as a source that the shared sorts can order. */
function fromRanges(
  knex: Knex,
  q: ListQuery,
  ranges: (PrincipalRange & { kind: string })[],
): Knex.QueryBuilder {
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
    if (q.mine)
      whereReadable(branch, {
        ...q,
        scopes: q.scopes.filter(s => s.kind === kind),
      });
    if (q.entity) {
      branch.whereRaw(
        `(select 1 from links l where l.record_id = r.id and l.role = 'affected' and l.ref = ? limit 1) is not null`,
        [q.entity],
      );
    }
    if (q.cursor) sort.after(branch, q.cursor);
    // Each branch needs no more rows than the page (or the capped count) has.
    sort.branchOrder(branch);
    branch.limit(Math.max(q.limit + 1, q.count ? COUNT_CAP + 1 : 0));
    // SQLite refuses a limited branch of a UNION unless it is a derived table.
    return knex.select('id').from(branch.as('b'));
  });
  if (branches.length === 0) return knex.from('records as r').whereRaw('1 = 0');
  const [first, ...rest] = branches;
  return knex
    .from(first.union(rest).as('u'))
    .join('records as r', 'r.id', 'u.id');
}

interface Sort {
  after(query: Knex.QueryBuilder, cursor: string): void;
  branchOrder(query: Knex.QueryBuilder): void;
  orderAndLimit(knex: Knex, query: Knex.QueryBuilder, limit: number): void;
  order(statement: Knex.QueryBuilder): void;
}

const UUID = /^[0-9a-f-]{36}$/;

function badCursor(cursor: string): never {
  throw new InvalidInputError(
    'This cursor is not one that a list gave out; start without a cursor.',
    { cursor: cursor.slice(0, 100) },
    'invalid_cursor',
  );
}

/** `value~id` of a two-column keyset. */
function pairOf(cursor: string): [number, string] {
  const [value, id] = cursor.split('~');
  if (!/^\d{1,16}$/.test(value) || !UUID.test(id ?? '')) badCursor(cursor);
  return [Number(value), id];
}

/**
 * Keysets are compared as row values: the spelled-out form with OR costs a thousand times more on
 * PostgreSQL. Ids are UUIDv7, so the newest record has the greatest id.
 */
const SORTS: Record<ListQuery['sort'], Sort> = {
  created: {
    after: (query, cursor) => {
      if (!UUID.test(cursor)) badCursor(cursor);
      query.where(keyColumn(query), '<', cursor);
    },
    branchOrder: query => query.orderBy('p.record_id', 'desc'),
    orderAndLimit: (_knex, query, limit) => {
      query
        .select('r.id as id', 'r.id as cursor')
        .orderBy(keyColumn(query), 'desc')
        .limit(limit);
    },
    order: statement => statement.orderBy('page.id', 'desc'),
  },
  updated: {
    after: (query, cursor) => {
      query.whereRaw('(r.updated_at, r.id) < (?, ?)', pairOf(cursor));
    },
    branchOrder: query =>
      query.orderBy([
        { column: 'r.updated_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ]),
    orderAndLimit: (knex, query, limit) => {
      query
        .select('r.id as id', knex.raw(`r.updated_at || '~' || r.id as cursor`))
        .orderBy([
          { column: 'r.updated_at', order: 'desc' },
          { column: 'r.id', order: 'desc' },
        ])
        .limit(limit);
    },
    order: statement =>
      statement.orderBy([
        { column: 'r.updated_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ]),
  },
  /** Most urgent first, the longest waiting of them on top. Records without priority are left out. */
  priority: {
    after: (query, cursor) => {
      query.whereRaw('(r.priority, r.id) > (?, ?)', pairOf(cursor));
    },
    branchOrder: query => query.orderBy(['r.priority', 'r.id']),
    orderAndLimit: (knex, query, limit) => {
      query
        .whereNotNull('r.priority')
        .select('r.id as id', knex.raw(`r.priority || '~' || r.id as cursor`))
        .orderBy(['r.priority', 'r.id'])
        .limit(limit);
    },
    order: statement => statement.orderBy(['r.priority', 'r.id']),
  },
};

/** The id column of the table that drives the query, so that its index gives the order. */
function keyColumn(query: Knex.QueryBuilder): string {
  const table = String((query as any)._single?.table ?? '');
  if (table === 'links as l') return 'l.record_id';
  if (table === 'principals as p') return 'p.record_id';
  return 'r.id';
}

/** Ranked matches of a bounded candidate set; the cursor counts rows of it. */
function textCandidates(knex: Knex, q: ListQuery): Candidates | undefined {
  const hits = matchingRecords(knex, q.q!);
  if (!hits) return undefined;
  if (q.cursor && !/^\d{1,4}$/.test(q.cursor)) badCursor(q.cursor);
  const offset = Number(q.cursor ?? 0);
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
    if (q.entity) {
      query.whereRaw(
        `(select 1 from links l where l.record_id = r.id and l.role = 'affected' and l.ref = ? limit 1) is not null`,
        [q.entity],
      );
    }
    return query;
  };
  const ranked = [
    { column: 'hits.score', order: 'desc' },
    { column: 'r.id', order: 'desc' },
  ];
  return {
    page: source()
      .select('r.id as id', 'hits.score as score')
      .select(
        knex.raw(
          'row_number() over (order by hits.score desc, r.id desc) as cursor',
        ),
      )
      .orderBy(ranked)
      .limit(q.limit + 1)
      .offset(offset),
    all: source().select('r.id'),
    order: statement => statement.orderBy('page.cursor'),
  };
}

/** Principals and affected entities of the page's rows, in one statement. */
async function readAround(knex: Knex, ids: string[]) {
  const around = new Map<
    string,
    { principals: Principal[]; entities: string[] }
  >();
  if (ids.length === 0) return around;
  const rows = await knex('principals')
    .whereIn('record_id', ids)
    .select('record_id', 'role', 'ref', knex.raw('0 as position'))
    .unionAll(
      knex('links')
        .whereIn('record_id', ids)
        .where({ role: 'affected' })
        .select('record_id', 'role', 'ref', 'position'),
    );
  for (const id of ids) around.set(id, { principals: [], entities: [] });
  for (const row of rows.sort((a: any, b: any) => a.position - b.position)) {
    const entry = around.get(row.record_id)!;
    if (row.role === 'affected') entry.entities.push(row.ref);
    else entry.principals.push({ role: row.role, ref: row.ref });
  }
  return around;
}
