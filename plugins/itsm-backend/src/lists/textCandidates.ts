import type { Knex } from 'knex';
import { whereMeets } from '../access/criteria';
import {
  CANDIDATES,
  endOfWindow,
  matchingRecords,
  type TextPlace,
  type TextWindow,
} from '../search/recordText';
import type { Candidates } from './candidates';
import {
  RECORDS,
  whereAffects,
  whereColumns,
  whereCopied,
  whereReadable,
} from './drivers';
import { COUNT_CAP, type ListQuery } from './listQuery';
import { badCursor } from './listSorts';

/** Windows that one page looks through, and how large those after the first one are. */
const WINDOWS = 4;
const LATER = 5_000;

/** A search; `q` has been asked for. */
export type TextQuery = ListQuery & { q: string };

/** Where a page of matches begins: so many of a window's readable matches came before it. */
export interface TextCursor {
  offset: number;
  after?: TextPlace;
}

const CURSOR = /^(\d{1,4})(?:~(\d{1,15})~([0-9a-f-]{36}|))?$/;

/** @throws InvalidInputError */
function textCursorOf({ cursor }: ListQuery): TextCursor {
  if (cursor === undefined) return { offset: 0 };
  const found = CURSOR.exec(cursor);
  if (!found) badCursor(cursor);
  const [, offset, rank, id] = found;
  return {
    offset: Number(offset),
    ...(rank !== undefined && { after: { rank: Number(rank), id } }),
  };
}

const textCursor = ({ offset, after }: TextCursor): string =>
  after ? `${offset}~${after.rank}~${after.id}` : String(offset);

const textWindow = (
  { state }: ListQuery,
  after: TextPlace | undefined,
): TextWindow => ({ state, after, size: after ? LATER : CANDIDATES });

/** Those of a window's matches, which are `hits`, that the list is about. */
function matches(knex: Knex, q: TextQuery) {
  const query = knex
    .from('hits')
    .join('records as r', 'r.id', 'hits.record_id');
  whereCopied(query, q, RECORDS);
  whereReadable(query, q, RECORDS);
  whereColumns(query, q);
  if (q.mine) {
    whereMeets(query, { roles: [...q.mine.roles], refs: [...q.mine.refs] });
  }
  whereAffects(query, q, RECORDS);
  return query;
}

/**
 * Ranked matches of one window; undefined when the text has no word in it. Both queries need `hits` beside
 * them.
 */
export function textCandidates(
  knex: Knex,
  q: TextQuery,
  { offset, after }: TextCursor,
): (Candidates & { hits: Knex.QueryBuilder }) | undefined {
  const hits = matchingRecords(knex, q.q, textWindow(q, after));
  return (
    hits && {
      hits,
      page: matches(knex, q)
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
        .offset(offset),
      counted: matches(knex, q)
        .select('r.id')
        .limit(COUNT_CAP + 1),
    }
  );
}

/** Reads a page window by window, until it is full or enough was looked at. */
export async function eachWindow<Row>(
  knex: Knex,
  q: TextQuery,
  read: (part: TextQuery, cursor: TextCursor) => Promise<Row[]>,
): Promise<{ rows: Row[]; nextCursor: string | null; limited: boolean }> {
  let cursor = textCursorOf(q);
  const rows: Row[] = [];
  for (let window = 0; window < WINDOWS; window += 1) {
    const room = q.limit - rows.length;
    const found = await read({ ...q, limit: room }, cursor);
    rows.push(...found.slice(0, room));
    if (found.length > room) {
      const { offset, after } = cursor;
      const nextCursor = textCursor({ offset: offset + room, after });
      return { rows, nextCursor, limited: false };
    }
    const end = await endOfWindow(knex, q.q, textWindow(q, cursor.after));
    if (!end) return { rows, nextCursor: null, limited: false };
    cursor = { offset: 0, after: end };
    if (rows.length === q.limit) break;
  }
  const isFull = rows.length === q.limit;
  return { rows, nextCursor: textCursor(cursor), limited: !isFull };
}

/** How many matches there are, as far as a page looks; `capped` when there may be more. */
export async function countMatches(
  knex: Knex,
  q: TextQuery,
): Promise<{ value: number; capped: boolean }> {
  let value = 0;
  let after: TextPlace | undefined;
  for (let window = 0; window < WINDOWS; window += 1) {
    const found = textCandidates(knex, q, { offset: 0, after });
    if (!found) break;
    const [row] = await knex
      .with('hits', found.hits)
      .from(found.counted.as('counted'))
      .count('* as total');
    value += Number(row.total);
    if (value > COUNT_CAP) return { value: COUNT_CAP, capped: true };
    after = await endOfWindow(knex, q.q, textWindow(q, after));
    if (!after) return { value, capped: false };
  }
  return { value, capped: after !== undefined };
}
