import {
  withPlainMentions,
  type ItsmRecord,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import { nextCount } from '../database/counterRow';
import { indexText, MOST_WORDS, queryWords, tokens } from './tokens';

/**
 * The full text of records, written in the record's own transaction. Internal notes are not in
 * it: a requester must not find a record by words that only agents wrote.
 *
 * Ranking all matches is what makes full text slow, so every search looks at a window of them: first
 * the `CANDIDATES` most important matches, where importance is open before done, then priority, then
 * recency; then at those after them. SQLite's FTS5 returns matches in row id order, so there the row id *is* the importance.
 */
export const CANDIDATES = 1_000;

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
}

/** Where a match is in the order of importance. The id is of use where ranks are not unique. */
export interface TextPlace {
  rank: number;
  id: string;
}

/** Matches of the window, the most important first, and what ranks them. */
function windowOf(knex: Knex, q: string, { state, after }: TextWindow) {
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
  const found = windowOf(knex, q, window);
  if (!found) return undefined;
  const { query, asked } = found;
  if (isPostgres(knex)) {
    // Materialized and bounded at 1,000: with a small limit the planner walks the rank index and
    // reads the whole table for a rare word.
    return knex
      .withMaterialized(
        'candidates',
        query.select('record_id', 'tsv').limit(window.size),
      )
      .from('candidates')
      .select(
        'record_id',
        knex.raw(`ts_rank(tsv, to_tsquery('simple', ?)) as score`, [asked]),
      );
  }
  const hits = query
    .select(
      knex.raw('rowid as text_rank'),
      knex.raw('-bm25(record_text, 4.0, 1.0) as score'),
    )
    .limit(window.size);
  return knex
    .from(hits.as('hits'))
    .join('records as hit', 'hit.text_rank', 'hits.text_rank')
    .select('hit.id as record_id', 'hits.score as score');
}

/** The last match of a window; undefined when the window has all that are left. */
export async function endOfWindow(
  knex: Knex,
  q: string,
  window: TextWindow,
): Promise<TextPlace | undefined> {
  const found = windowOf(knex, q, window);
  if (!found) return undefined;
  const columns = isPostgres(knex)
    ? ['rank', knex.raw('record_id as id')]
    : [knex.raw('rowid as rank'), knex.raw("'' as id")];
  const [last] = await found.query
    .select(columns as any)
    .offset(window.size - 1)
    .limit(1);
  return last && { rank: Number(last.rank), id: last.id };
}
