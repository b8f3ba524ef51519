/**
 * Folds text to words for both engines: compatibility forms, no marks, lower case, letters and
 * digits only. Done here so that SQLite and PostgreSQL index the same tokens.
 */
export function tokens(text: string, limit = 2_000): string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    // The only letter that changes at a word's end: FTS5 folds it, PostgreSQL does not.
    .replace(/ς/g, 'σ');
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  // A word longer than this is noise (base64, hashes), and PostgreSQL refuses very long ones.
  return words.slice(0, limit).map(word => word.slice(0, 64));
}

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
