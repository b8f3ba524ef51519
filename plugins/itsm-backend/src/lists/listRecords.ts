import {
  UnreadableRecordError,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import {
  entitiesColumn,
  principalsColumn,
  splitPrincipals,
  splitRefs,
} from '../principals/aggregated';
import { runPlanned } from '../database/runPlanned';
import { orderedCandidates } from './candidates';
import type { KindRegistry } from '../records/KindRegistry';
import { linkCountColumns, linkCountsIn } from './linkCounts';
import { COUNT_CAP, type ListQuery } from './listQuery';
import { SORTS } from './listSorts';
import {
  countMatches,
  eachWindow,
  textCandidates,
  type TextQuery,
} from './textCandidates';
import {
  decodeColumns,
  decodeRecord,
  LIST_COLUMNS,
} from '../records/recordRow';

/** A row of a list: the record, its principals and its affected entities. */
export interface ListedRecord {
  /** Without fields and in no state that is worth anything when it is unreadable. */
  record: ItsmRecord;
  unreadable?: UnreadableRecordError;
  principals: Principal[];
  entities: string[];
  /** Links towards it, by the name of their count. */
  linkCounts: Record<string, number>;
}

export interface ListResult {
  items: ListedRecord[];
  nextCursor: string | null;
  count?: { value: number; capped: boolean };
  /** A search has not looked at every match. */
  limited?: true;
}

/**
 * One page in one statement, whatever the number of records: ids from an index, then the records
 * of the page with what is around them, and the capped count. A search takes more than one when what is
 * asked for is rare among its matches.
 */
export async function listRecords(
  knex: Knex,
  kinds: KindRegistry,
  query: ListQuery,
): Promise<ListResult> {
  const readable = query.scopes.filter(scope => scope.criteria !== false);
  if (readable.length === 0) return empty(query);
  const scoped = { ...query, scopes: readable };
  return scoped.q !== undefined && scoped.q !== ''
    ? searchRecords(knex, kinds, { ...scoped, q: scoped.q })
    : orderedRecords(knex, kinds, scoped);
}

async function orderedRecords(
  knex: Knex,
  kinds: KindRegistry,
  query: ListQuery,
): Promise<ListResult> {
  const candidates = orderedCandidates(knex, query);
  const statement = statementOf(knex, query, candidates);
  if (query.count) {
    statement.select(
      knex.count('*').from(candidates.counted.as('counted')).as('total'),
    );
  }
  const rows: any[] = await runPlanned(knex, statement);
  // A page is sorted here: the join above may hand its rows out in any order.
  rows.sort(SORTS[query.sort].compare);
  const page = rows.slice(0, query.limit);
  return {
    items: page.map(row => listedIn(kinds, query, row)),
    nextCursor:
      rows.length > query.limit ? String(page[page.length - 1].cursor) : null,
    ...(query.count && { count: countOf(rows, query) }),
  };
}

async function searchRecords(
  knex: Knex,
  kinds: KindRegistry,
  query: TextQuery,
): Promise<ListResult> {
  const { rows, nextCursor, limited } = await eachWindow(
    knex,
    query,
    async (part, cursor) => {
      const candidates = textCandidates(knex, part, cursor);
      if (!candidates) return [];
      // How common a word is decides how to look for it: such a plan is not kept.
      const found: any[] = await statementOf(knex, part, candidates);
      return found.sort((a, b) => Number(a.cursor) - Number(b.cursor));
    },
  );
  const isWhole = query.cursor === undefined && nextCursor === null;
  let count: ListResult['count'];
  if (query.count) {
    count = isWhole
      ? { value: rows.length, capped: false }
      : await countMatches(knex, query);
  }
  const isCut = count?.capped === true && count.value < COUNT_CAP;
  return {
    items: rows.map(row => listedIn(kinds, query, row)),
    nextCursor,
    ...(count && { count }),
    ...((limited || isCut) && { limited: true }),
  };
}

/** Records of a page with what is around them. */
function statementOf(
  knex: Knex,
  query: ListQuery,
  { page, hits }: { page: Knex.QueryBuilder; hits?: Knex.QueryBuilder },
): Knex.QueryBuilder {
  const statement = (hits ? knex.with('hits', hits) : knex)
    .with('page', page)
    .from('page')
    .join('records as r', 'r.id', 'page.id')
    .select(LIST_COLUMNS.map(column => `r.${column}`))
    .select('page.cursor as cursor')
    .select({ entities: entitiesColumn(knex) });
  if (query.linkCounts?.length) {
    statement.select(linkCountColumns(knex, query.linkCounts));
  }
  if (query.texts) statement.select('r.description');
  if (query.principals) {
    statement.select({ principals: principalsColumn(knex) });
  }
  return statement;
}

const listedIn = (
  kinds: KindRegistry,
  query: ListQuery,
  row: any,
): ListedRecord => ({
  ...recordIn(kinds, row),
  principals: splitPrincipals(row.principals),
  entities: splitRefs(row.entities),
  linkCounts: linkCountsIn(row, query.linkCounts ?? []),
});

/** One broken row must not take the others with it. */
function recordIn(
  kinds: KindRegistry,
  row: any,
): Pick<ListedRecord, 'record' | 'unreadable'> {
  try {
    return { record: decodeRecord(kinds.get(row.kind), row) };
  } catch (unreadable) {
    if (!(unreadable instanceof UnreadableRecordError)) throw unreadable;
    return { record: decodeColumns(row), unreadable };
  }
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
