import type { Knex } from 'knex';
import { asRanges, isOnlyWatching, type ReadRange } from '../access/criteria';
import {
  drivenBy,
  LINKS,
  PRINCIPALS,
  RECORDS,
  whereAffects,
  whereColumns,
  whereKinds,
  whereCopied,
  whereReadable,
  WITHIN_ROLES,
} from './drivers';
import { COUNT_CAP, type ListQuery } from './listQuery';
import { SORTS } from './listSorts';

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
  /** Holds no more than can be counted, so that nothing has to put it in order for that. */
  isBounded?: boolean;
}

/** Candidates in one of the fixed orders. */
export function orderedCandidates(knex: Knex, q: ListQuery): Candidates {
  const sort = SORTS[q.sort];
  const source = (limit: number, isPage: boolean): Source => {
    const made = sourceOf(knex, q, { limit, isPage });
    if (isPage || !made.isBounded) {
      sort.order(made.query, made.key);
    }
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

interface Part {
  limit: number;
  /** Of a page, not of a count, which is of all pages. */
  isPage: boolean;
}

function sourceOf(knex: Knex, q: ListQuery, part: Part): Source {
  const ranges = rangesOf(q);
  if (ranges) return fromRanges(knex, q, ranges, part);
  if (q.entities) return fromEntities(knex, q, q.entities, part);
  if (q.within) return fromContainer(knex, q, q.within, part);
  const isOneIndex = q.scopes.length === 1 && q.state !== 'all';
  // Of several priorities the index has the newest of each, and only its own order is one range
  const isOfPriorities = q.priorityUpTo && q.sort !== 'priority';
  return (SORTS[q.sort].ofRecord && !isOneIndex) || isOfPriorities
    ? fromStates(knex, q, part)
    : fromRecords(knex, q);
}

/** A range of an index, of records of these kinds. */
type Range = ReadRange & { kinds: string[] };

/** `mine`, or read criteria that are nothing but questions about roles and desks. */
function rangesOf(q: ListQuery): Range[] | undefined {
  const { mine } = q;
  if (mine) {
    return mine.roles.flatMap(role =>
      mine.refs.map(ref => ({ kinds: kindsOf(q), role, ref })),
    );
  }
  const merged = new Map<string, Range>();
  for (const { kind, criteria } of q.scopes) {
    const ranges = asRanges(criteria);
    if (!ranges) return undefined;
    for (const range of ranges) {
      const key = JSON.stringify(range);
      const known = merged.get(key);
      if (known) known.kinds.push(kind);
      else merged.set(key, { ...range, kinds: [kind] });
    }
  }
  return [...merged.values()];
}

const kindsOf = (q: ListQuery) => q.scopes.map(({ kind }) => kind);

function fromRecords(knex: Knex, q: ListQuery): Source {
  const query = drivenBy(knex, RECORDS, q);
  whereCopied(query, q, RECORDS);
  whereReadable(query, q, RECORDS);
  whereColumns(query, q);
  return { query, key: RECORDS.id };
}

function fromEntities(
  knex: Knex,
  q: ListQuery,
  entities: readonly string[],
  part: Part,
): Source {
  const [first, ...others] = entities.map(ref => fromEntity(knex, q, ref));
  if (others.length === 0) return first;
  return unionOf(knex, q, [first, ...others], part);
}

function fromEntity(knex: Knex, q: ListQuery, ref: string): Source {
  const query = drivenBy(knex, LINKS, q).where({
    'l.ref': ref,
    'l.role': 'affected',
  });
  whereCopied(query, q, LINKS);
  whereReadable(query, q, LINKS);
  whereColumns(query, q);
  whereAffects(query, { within: q.within }, LINKS);
  return { query, key: LINKS.id };
}

/**
 * The union of open and done records of each kind, and of each priority that is asked for: the indexes
 * of these orders begin with them, and one over all would cost every write.
 */
function fromStates(knex: Knex, q: ListQuery, part: Part): Source {
  const states = q.state === 'all' ? (['open', 'closed'] as const) : [q.state];
  const { priorityUpTo, ...rest } = q;
  const priorities =
    priorityUpTo && q.sort !== 'priority'
      ? Array.from({ length: priorityUpTo }, (_, index) => index + 1).filter(
          priority => !q.priority || priority === q.priority,
        )
      : [undefined];
  const branches = q.scopes.flatMap(scope =>
    states.flatMap(state =>
      priorities.map(priority =>
        fromRecords(knex, {
          ...(priority ? { ...rest, priority } : q),
          scopes: [scope],
          state,
        }),
      ),
    ),
  );
  return unionOf(knex, q, branches, part);
}

/** What is part of it and what it owns: a range of principals each. */
function fromContainer(
  knex: Knex,
  { within, ...q }: ListQuery,
  ref: string,
  part: Part,
): Source {
  const kinds = kindsOf(q);
  const ranges = WITHIN_ROLES.map(role => ({ kinds, role, ref }));
  return fromRanges(knex, q, ranges, part, true);
}

/**
 * The union of ranges, which are those who may read a record unless `isFiltered`: each branch reads an index and
 * stops at the limit.
 */
function fromRanges(
  knex: Knex,
  q: ListQuery,
  ranges: Range[],
  part: Part,
  isFiltered = Boolean(q.mine),
): Source {
  const branchOf = (range: Range, state: ListQuery['state']): Source => {
    const { kinds } = range;
    const driver = 'desk' in range ? RECORDS : PRINCIPALS;
    const branch = drivenBy(knex, driver, q);
    if ('desk' in range) {
      branch.where(driver.desk, range.desk);
      if (range.isUnrestricted) branch.where(driver.restricted, 0);
    } else {
      branch.where({ 'p.ref': range.ref, 'p.role': range.role });
      if (isOnlyWatching(range)) branch.where(driver.restricted, 0);
    }
    whereKinds(branch, kinds, driver);
    whereCopied(branch, { ...q, state }, driver);
    whereColumns(branch, q);
    if (isFiltered) {
      const scopes = q.scopes.filter(({ kind }) => kinds.includes(kind));
      whereReadable(branch, { ...q, scopes }, driver);
    }
    whereAffects(branch, q, driver);
    return { query: branch, key: driver.id };
  };
  const branches = ranges.flatMap(range =>
    // The indexes over all kinds have open and done records apart
    statesOf(q, range).map(state => branchOf(range, state)),
  );
  return unionOf(knex, q, branches, part);
}

const statesOf = ({ state }: ListQuery, range: Range) =>
  state === 'all' && (range.kinds.length > 1 || 'desk' in range)
    ? (['open', 'closed'] as const)
    : [state];

/** All that is in one of the branches, of each no more than can be in the answer. */
function unionOf(
  knex: Knex,
  q: ListQuery,
  branches: readonly Source[],
  { limit, isPage }: Part,
): Source {
  const sort = SORTS[q.sort];
  const limited = branches.map(({ query, key }) => {
    // A later page starts in the branches already
    if (isPage && q.cursor) sort.after(query, q.cursor, key);
    sort.order(query, key);
    query.select({ id: key }).limit(limit);
    // SQLite refuses a limited branch of a UNION unless it is a derived table.
    return knex.select('id').from(query.as('b'));
  });
  const [first, ...rest] = limited;
  if (!first) {
    return { query: knex.from('records as r').whereRaw('1 = 0'), key: 'r.id' };
  }
  const query = knex.from(first.union(rest).as('u'));
  return sort.ofRecord && isPage
    ? { query: query.join('records as r', 'r.id', 'u.id'), key: 'r.id' }
    : { query, key: 'u.id', isBounded: true };
}
