import { InvalidInputError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

/** A row of a page as the sorts compare it. */
interface SortedRow {
  id: string;
  updated_at: unknown;
  priority: number | null;
}

/** What has no priority comes after all that has one. The index has this expression to the letter. */
export const URGENCY = 'coalesce(r.priority, 9)';

/** How one order of a list pages: by keyset, never by offset. */
export interface Sort {
  /** Rows after the cursor; `key` is the id column of the table that drives the query. */
  after(query: Knex.QueryBuilder, cursor: string, key: string): void;
  order(query: Knex.QueryBuilder, key: string): void;
  /** It reads columns of `records as r`, not only the key. */
  ofRecord: boolean;
  /** Selects the cursor that a row would give out. */
  cursor(knex: Knex, key: string): Knex.Raw;
  /** The same order in memory, for the rows of one page. */
  compare(a: SortedRow, b: SortedRow): number;
}

const UUID = /^[0-9a-f-]{36}$/;

export function badCursor(cursor: string): never {
  throw new InvalidInputError(
    'This cursor is not one that a list gave out; start without a cursor.',
    { cursor: cursor.slice(0, 100) },
    'invalid_cursor',
  );
}

/** What the column of a sort holds: a larger number would not fit it. */
const MILLIS = /^\d{1,13}$/;
const PRIORITY = /^[1-59]$/;

/** `value~id` of a two-column keyset. */
function pairOf(cursor: string, column: RegExp): [number, string] {
  const [value, id] = cursor.split('~');
  if (!column.test(value) || !UUID.test(id ?? '')) badCursor(cursor);
  return [Number(value), id];
}

const newestFirst = (a: SortedRow, b: SortedRow) => (a.id < b.id ? 1 : -1);

/**
 * Keysets are compared as row values: the spelled-out form with OR costs a thousand times more on
 * PostgreSQL. Ids are UUIDv7, so the newest record has the greatest id.
 */
export const SORTS: Record<'created' | 'updated' | 'priority', Sort> = {
  created: {
    ofRecord: false,
    after: (query, cursor, key) => {
      if (!UUID.test(cursor)) badCursor(cursor);
      query.where(key, '<', cursor);
    },
    order: (query, key) => {
      query.orderBy(key, 'desc');
    },
    cursor: (knex, key) => knex.raw('??', [key]),
    compare: newestFirst,
  },
  updated: {
    ofRecord: true,
    after: (query, cursor) => {
      query.whereRaw('(r.updated_at, r.id) < (?, ?)', pairOf(cursor, MILLIS));
    },
    order: query => {
      query.orderBy([
        { column: 'r.updated_at', order: 'desc' },
        { column: 'r.id', order: 'desc' },
      ]);
    },
    cursor: knex => knex.raw(`r.updated_at || '~' || r.id`),
    compare: (a, b) =>
      Number(b.updated_at) - Number(a.updated_at) || newestFirst(a, b),
  },
  /** Most urgent first, the longest waiting of them on top; what has no priority comes last. */
  priority: {
    ofRecord: true,
    after: (query, cursor) => {
      const pair = pairOf(cursor, PRIORITY);
      // SQLite begins where an expression says, and does not where a pair does
      query.whereRaw(`${URGENCY} >= ?`, [pair[0]]);
      query.whereRaw(`(${URGENCY}, r.id) > (?, ?)`, pair);
    },
    order: query => {
      query.orderByRaw(`${URGENCY}, r.id`);
    },
    cursor: knex => knex.raw(`${URGENCY} || '~' || r.id`),
    compare: (a, b) =>
      (a.priority ?? 9) - (b.priority ?? 9) || -newestFirst(a, b),
  },
};
