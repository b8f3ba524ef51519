/** What shows nothing: spreadsheets and people may pass over it at the start of a cell. */
const UNSEEN = /^[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]+/u;
/** Begins a formula, or in some spreadsheet a command. */
const LIVE = /^[=+\-@|%]/;
/** What an import may cut a line at, whatever separator its country prefers. */
const CUTTING = /["',;|\p{Cc}\u2028\u2029]/u;

/** Whether a spreadsheet may run the text, or strip it until it does. */
function isLive(text: string): boolean {
  const [first = ''] = text.replace(UNSEEN, '');
  // Full-width and small forms are read as the plain ones
  return /^[\t\r\n]/.test(text) || LIVE.test(first.normalize('NFKC'));
}

/**
 * A cell of a CSV that no spreadsheet runs: an apostrophe makes it text. Text with an apostrophe of
 * its own gets one too, so that taking one away always gives the text back.
 */
function csvCell(text: string): string {
  const safe = isLive(text) || text.startsWith("'") ? `'${text}` : text;
  return CUTTING.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A line of an RFC 4180 file. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map(csvCell).join(',')}\r\n`;
