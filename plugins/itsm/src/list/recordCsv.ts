import type { RecordSummary } from 'backstage-plugin-itsm-common';
import type { CodeText, KindView } from 'backstage-plugin-itsm-react';

/** A cell that starts like a formula would be run by spreadsheets: it is sent as text. */
function csvCell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
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
