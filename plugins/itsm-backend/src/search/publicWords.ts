import {
  withPlainMentions,
  type EntryDraft,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import {
  currentText,
  decodeLine,
  entriesWithAmendments,
} from '../timeline/amendments';
import { MOST_CHARACTERS, MOST_WORDS, tokens } from './tokens';

/** Comments whose text is searchable; older ones of an endless thread are not. */
const INDEXED_COMMENTS = 100;
/** Comments that are read at once: the newest ones are mostly enough. */
const READ_AT_ONCE = 20;

/** A text with its words, which were found before the record was locked. */
export interface FoldedText {
  text: string;
  words: readonly string[];
}

/** The words by which a comment is found. */
export const foldText = (text: string): FoldedText => ({
  text,
  words: tokens(withPlainMentions(text)),
});

/**
 * The words of a record's public comments after a commit, the newest comment first. A comment adds
 * its own words to those that are kept; only after an amendment or a redaction are the
 * comments read again, for what was taken back is not found.
 */
export async function publicWordsAfter(
  trx: Knex.Transaction,
  recordId: string,
  entries: readonly EntryDraft[],
  folded?: FoldedText,
): Promise<readonly string[]> {
  const said = entries.filter(({ audience }) => audience === 'public');
  const takesBack = ['amended', 'redacted'];
  if (entries.some(({ verb }) => takesBack.includes(verb))) {
    return rewritePublicWords(trx, recordId);
  }
  const row = await trx('record_words').where({ record_id: recordId }).first();
  // Older than this table: its comments are read once
  if (!row) return rewritePublicWords(trx, recordId);
  const kept: string[] = row.words ? row.words.split(' ') : [];
  const added = said
    .filter(({ verb }) => verb === 'commented')
    .map(({ body }) => String(body.text ?? ''))
    .reverse()
    .flatMap(text =>
      folded?.text === text ? folded.words : foldText(text).words,
    );
  if (added.length === 0) return kept;
  return write(trx, recordId, [...added, ...kept]);
}

/** Reads the public comments as they are now and keeps their words. */
export async function rewritePublicWords(
  trx: Knex.Transaction,
  recordId: string,
): Promise<readonly string[]> {
  const words: string[] = [];
  let characters = MOST_CHARACTERS;
  let before: number | undefined;
  for (let read = 0; read < INDEXED_COMMENTS; read += READ_AT_ONCE) {
    const query = entriesWithAmendments(trx)
      .where({
        'e.record_id': recordId,
        'e.verb': 'commented',
        'e.audience': 'public',
      })
      .orderBy('e.seq', 'desc')
      .limit(READ_AT_ONCE);
    if (before !== undefined) query.where('e.seq', '<', before);
    const rows: any[] = await query;
    for (const row of rows) {
      const text = currentText(decodeLine(row));
      const room = MOST_WORDS - words.length;
      words.push(...tokens(withPlainMentions(text), room, characters));
      characters -= text.length;
      if (words.length >= MOST_WORDS || characters <= 0) break;
    }
    const isEnough = words.length >= MOST_WORDS || characters <= 0;
    if (isEnough || rows.length < READ_AT_ONCE) break;
    before = rows[rows.length - 1].seq;
  }
  return write(trx, recordId, words);
}

async function write(
  trx: Knex.Transaction,
  recordId: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const bounded = words.slice(0, MOST_WORDS);
  await trx('record_words')
    .insert({ record_id: recordId, words: bounded.join(' ') })
    .onConflict('record_id')
    .merge();
  return bounded;
}
