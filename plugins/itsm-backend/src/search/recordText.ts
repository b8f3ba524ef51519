import {
  withPlainMentions,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres, toNullableNumber } from '../database/database';
import { nextCount } from '../database/counterRow';
import { indexText, MOST_WORDS, queryWords, tokens } from './tokens';

/**
 * The full text of records, written in the record's own transaction. Internal notes are not in
 * it: a requester must not find a record by words that only agents wrote.
 *
 * Ranking all matches is what makes full text slow, so every search looks at a window of them: first
 * the `CANDIDATES` most important matches, where importance is open before done, then priority, then
 * recency; then at those after them. SQLite's FTS5 returns matches in row id order, so there the row id *is* the importance.
 * A window holds what the caller may read: what is hidden must not decide where it ends.
 */
export const CANDIDATES = 1_000;

/** Matches, whoever may read them, that are looked through for a window at most. */
const LOOKED_AT = 16_000;

/** What is open has this rank and higher ones. */
const BAND = 2 ** 41;

/** Ranks rise by importance, and within one importance by age. */
export function firstRankOf(record: ItsmRecord, open: boolean): number {
  return (open ? 6 - (record.priority ?? 5) : 0) * BAND;
}

/** The age of a record within its importance, on PostgreSQL. */
export const ageRankOf = (record: ItsmRecord) => record.updatedAt % BAND;

/** The words that find a record; those of its title count more. */
export function wordsOf(
  record: ItsmRecord,
  publicText: string,
): { title: string; body: string } {
  return withPublicWords(record, tokens(withPlainMentions(publicText)));
}

/** As `wordsOf`, with the words of its comments, the newest first. */
function withPublicWords(record: ItsmRecord, publicWords: readonly string[]) {
  const own = tokens(
    withPlainMentions(`${record.description}\n\n${record.category ?? ''}`),
  );
  return {
    title: indexText(`${record.number} ${record.title}`),
    body: [...own, ...publicWords].slice(0, MOST_WORDS).join(' '),
  };
}

/** The rank under which the text of a record is to be written, to be kept with the record. */
export async function nextRankOf(
  trx: Knex.Transaction,
  record: ItsmRecord,
  open: boolean,
): Promise<number> {
  const firstRank = firstRankOf(record, open);
  if (isPostgres(trx)) return firstRank + ageRankOf(record);
  return firstRank + (await nextCount(trx, 'text'));
}

/** Writes the record's text anew, in the place of the one that had `oldRank`. */
export async function writeRecordText(
  trx: Knex.Transaction,
  record: ItsmRecord,
  o: { rank: number; oldRank: number | null; publicWords: readonly string[] },
): Promise<void> {
  const { title, body } = withPublicWords(record, o.publicWords);
  if (isPostgres(trx)) {
    await trx.raw(
      `insert into record_text (record_id, rank, tsv)
       values (?, ?, setweight(to_tsvector('simple', ?), 'A') || setweight(to_tsvector('simple', ?), 'B'))
       on conflict (record_id) do update set rank = excluded.rank, tsv = excluded.tsv`,
      [record.id, o.rank, title, body],
    );
    return;
  }
  if (o.oldRank !== null) {
    await trx.raw('delete from record_text where rowid = ?', [o.oldRank]);
  }
  await trx.raw(
    'insert into record_text (rowid, title, body) values (?, ?, ?)',
    [o.rank, title, body],
  );
}

/** Nobody finds the record by words any more, until its text is written again. */
export async function removeRecordText(
  trx: Knex.Transaction,
  row: { id: string; text_rank: unknown },
): Promise<void> {
  await trx('record_words').where({ record_id: row.id }).delete();
  if (isPostgres(trx)) {
    await trx('record_text').where({ record_id: row.id }).delete();
  } else if (row.text_rank !== null) {
    await trx.raw('delete from record_text where rowid = ?', [
      row.text_rank as number,
    ]);
  }
}

/** Which part of all matches is looked at: those after a place, in the order of importance. */
export interface TextWindow {
  state: 'open' | 'closed' | 'all';
  /** The last match of the window before; none for the first one. */
  after?: TextPlace;
  size: number;
  /** Keeps those of `records as r` that the caller may read. */
  readable: (query: Knex.QueryBuilder) => void;
}

/** Where a match is in the order of importance. The id is of use where ranks are not unique. */
export interface TextPlace {
  rank: number;
  id: string;
}

/** All matches from where the window begins, the most important first, and what ranks them. */
function matchesFrom(knex: Knex, q: string, { state, after }: TextWindow) {
  const { words, prefix } = queryWords(q);
  if (words.length === 0 && !prefix) return undefined;
  const isOnPostgres = isPostgres(knex);
  const rank = isOnPostgres ? 'rank' : 'rowid';
  const query = knex('record_text').orderBy(rank, 'desc');
  // What is done has the lowest ranks: never hidden behind what is open
  if (state === 'open') query.where(rank, '>=', BAND);
  if (state === 'closed') query.where(rank, '<', BAND);
  if (isOnPostgres) {
    const asked = [
      ...words.map(word => `'${word}'`),
      ...(prefix ? [`'${prefix}':*`] : []),
    ].join(' & ');
    query
      .whereRaw(`tsv @@ to_tsquery('simple', ?)`, [asked])
      .orderBy('record_id', 'desc');
    if (after) {
      query.whereRaw('(rank, record_id) < (?, ?)', [after.rank, after.id]);
    }
    return { query, asked };
  }
  const asked = [
    ...words.map(word => `"${word}"`),
    ...(prefix ? [`"${prefix}"*`] : []),
  ].join(' ');
  query.whereRaw('record_text match ?', [asked]);
  if (after) query.where(rank, '<', after.rank);
  return { query, asked };
}

/**
 * A query for `(record_id, score)` of the matches in a window, best score highest; undefined when the text
 * has no word in it.
 */
export function matchingRecords(
  knex: Knex,
  q: string,
  window: TextWindow,
): Knex.QueryBuilder | undefined {
  const found = matchesFrom(knex, q, window);
  if (!found) return undefined;
  const { query, asked } = found;
  if (isPostgres(knex)) {
    // Materialized and bounded at 1,000: with a small limit the planner walks the rank index and
    // reads the whole table for a rare word.
    return knex
      .withMaterialized(
        'candidates',
        readableAmong(knex, query, window)
          .select('w.record_id as record_id')
          .limit(window.size),
      )
      .from('candidates as c')
      .join('record_text as t', 't.record_id', 'c.record_id')
      .select(
        'c.record_id',
        knex.raw(`ts_rank(t.tsv, to_tsquery('simple', ?)) as score`, [asked]),
      );
  }
  query.select(knex.raw('-bm25(record_text, 4.0, 1.0) as score'));
  return readableAmong(knex, query, window)
    .select('r.id as record_id', 'w.score as score')
    .limit(window.size);
}

/** Those of the matches that the caller may read, in their order, as far as is looked. */
function readableAmong(
  knex: Knex,
  query: Knex.QueryBuilder,
  { readable }: TextWindow,
): Knex.QueryBuilder {
  query.select(placeColumns(knex)).limit(LOOKED_AT);
  const among = knex.from(query.as('w'));
  if (isPostgres(knex)) {
    among
      .join('records as r', 'r.id', 'w.record_id')
      .orderBy('w.rank', 'desc')
      .orderBy('w.record_id', 'desc');
  } else {
    // Crossed: SQLite then takes one match after the other and stops early; sorted, it would rank all of them first
    among.joinRaw('cross join records as r on r.text_rank = w.rank');
  }
  readable(among);
  return among;
}

const placeColumns = (knex: Knex): any[] =>
  isPostgres(knex)
    ? ['rank', 'record_id']
    : [knex.raw('rowid as rank'), knex.raw("'' as record_id")];

/**
 * The last match of a window; undefined when the window has all that are left. It `isCut` when it is not
 * full because only so many matches are looked at: then the last one of these.
 */
export async function endOfWindow(
  knex: Knex,
  q: string,
  window: TextWindow,
): Promise<{ place: TextPlace; isCut: boolean } | undefined> {
  const matched = () => matchesFrom(knex, q, window)?.query;
  const lastOf = async (query: Knex.QueryBuilder, size: number) => {
    const [last] = await query.offset(size - 1).limit(1);
    return last && { rank: Number(last.rank), id: last.record_id };
  };
  const all = async (size: number) => {
    const query = matched();
    return query && lastOf(query.select(placeColumns(knex)), size);
  };
  // Most words have fewer matches than a window
  if (!(await all(window.size))) return undefined;
  const full = await lastOf(
    readableAmong(knex, matched()!, window).select('w.rank', 'w.record_id'),
    window.size,
  );
  if (full) return { place: full, isCut: false };
  const cut = await all(LOOKED_AT);
  return cut && { place: cut, isCut: true };
}

export const readRank = (row: { text_rank?: unknown }) =>
  toNullableNumber(row.text_rank);
