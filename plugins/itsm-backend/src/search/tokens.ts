/** A word longer than this is noise (base64, hashes), and PostgreSQL refuses very long ones. */
const LONGEST_WORD = 64;

/** Most words of a record that are searchable, and the most characters that are looked at for them. */
export const MOST_WORDS = 2_000;
export const MOST_CHARACTERS = 100_000;

/**
 * Characters that are folded at once. A single character may expand to 18, and putting a long run of
 * combining marks in order takes time by its square: pieces bound both.
 */
const PIECE = 256;

/**
 * Folds text to words for both engines: compatibility forms, no marks, lower case, letters and
 * digits only. Done here so that SQLite and PostgreSQL index the same tokens. Piece by piece, and
 * no further than the limits: the bound comes before the work.
 */
export function tokens(
  text: string,
  limit = MOST_WORDS,
  characters = MOST_CHARACTERS,
): string[] {
  const words: string[] = [];
  const end = Math.min(text.length, characters);
  let begun = '';
  for (let at = 0; at < end && words.length < limit;) {
    const next = pieceEnd(text, at, end);
    const folded = begun + fold(text.slice(at, next));
    at = next;
    begun = '';
    for (const { 0: word, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
      const cut = word.slice(0, LONGEST_WORD);
      // The next piece may go on with it
      if (index + word.length === folded.length && at < end) begun = cut;
      else if (words.push(cut) === limit) break;
    }
  }
  return words;
}

/** Where a piece ends: not between the halves of a character. */
function pieceEnd(text: string, at: number, end: number): number {
  const next = Math.min(at + PIECE, end);
  const isHalf = next < end && /[\uD800-\uDBFF]/.test(text[next - 1]);
  return isHalf ? next + 1 : next;
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // The only letter that changes at a word's end: FTS5 folds it, PostgreSQL does not.
    .replace(/ς/g, 'σ');

/** Text as the index gets it: tokens joined by one space. */
export const indexText = (text: string) => tokens(text).join(' ');

/** Query words; the last one is a prefix, as people search while they type. */
export function queryWords(q: string): { words: string[]; prefix?: string } {
  const all = tokens(q, 12);
  if (all.length === 0) return { words: [] };
  const last = all[all.length - 1];
  // One or two letters as a prefix match half of everything; they must be a word of their own.
  return last.length >= 3
    ? { words: all.slice(0, -1), prefix: last }
    : { words: all };
}
