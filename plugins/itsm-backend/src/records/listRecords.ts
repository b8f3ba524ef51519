import type { ItsmRecord } from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { orderedCandidates, textCandidates } from './candidates';
import type { KindRegistry } from './KindRegistry';
import { COUNT_CAP, type ListQuery } from './listQuery';
import { SORTS } from './listSorts';
import { decodeRecord, LIST_COLUMNS } from './recordRow';

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
  if (query.count) {
    statement.select(
      knex.count('*').from(candidates.counted.as('counted')).as('total'),
    );
  }
  const rows: any[] = await statement;
  // A page is sorted here: the join above may hand its rows out in any order.
  rows.sort(
    query.q
      ? (a, b) => Number(a.cursor) - Number(b.cursor)
      : SORTS[query.sort].compare,
  );
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
