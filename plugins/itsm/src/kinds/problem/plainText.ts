/** Marks of markdown with what stays of them: its words, on one line. */
const MARKS: readonly [RegExp, string][] = [
  // Fences and rules are lines of their own
  [/^\s*(?:```.*|~~~.*|[-*_]{3,}|=+)\s*$/gm, ''],
  // Headings, quotes, and items of lists
  [/^\s*(?:#{1,6}|>|[-*+]|\d+[.)])\s+/gm, ''],
  // Images and links: their text
  [/!?\[([^\]]*)\]\([^)]*\)/g, '$1'],
  // Strong, emphasized and struck words; not the underscores and stars within one
  [/(?<![\w*])(\*{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])/g, '$2'],
  [/(?<!\w)(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)/g, '$2'],
  [/~~(.+?)~~/g, '$1'],
  [/`+([^`]*)`+/g, '$1'],
  [/\s+/g, ' '],
];

/** A text in markdown as plain words, for a place with room for some of them only. */
export const plainText = (markdown: string): string =>
  MARKS.reduce(
    (text, [mark, rest]) => text.replace(mark, rest),
    markdown,
  ).trim();
