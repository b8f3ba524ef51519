import type { RecordSummary } from 'backstage-plugin-itsm-common';
import type { CodeText, KindView } from 'backstage-plugin-itsm-react';

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

/** The rows that are shown, as RFC 4180 CSV. */
export function recordCsv(
  records: readonly RecordSummary[],
  view: KindView,
  code: CodeText,
): string {
  const columns: [string, (record: RecordSummary) => string][] = [
    [code('list.column.number'), r => r.number],
    [code('list.column.name'), r => r.title],
    [code('list.column.state'), r => code(`kind.${r.kind}.state.${r.state}`)],
    ...((view.prioritized
      ? [[code('list.column.priority'), (r: RecordSummary) => `P${r.priority}`]]
      : []) as [string, (record: RecordSummary) => string][]),
    ...view.columns.map(
      each =>
        [code(each.label), each.text] as [string, (r: RecordSummary) => string],
    ),
    [code('list.column.entities'), r => r.entities.join(' ')],
    [code('list.column.assignee'), r => r.assignee ?? ''],
    [code('list.column.group'), r => r.assignmentGroup ?? ''],
    [code('list.column.age'), r => r.createdAt],
    [code('list.column.updated'), r => r.updatedAt],
  ];
  const lines = [
    columns.map(([name]) => csvCell(name)),
    ...records.map(record => columns.map(([, cell]) => csvCell(cell(record)))),
  ];
  return `${lines.map(line => line.join(',')).join('\r\n')}\r\n`;
}

/** Hands a text to the browser as a file. */
export function downloadText(name: string, type: string, text: string) {
  // The mark makes spreadsheets read UTF-8
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
