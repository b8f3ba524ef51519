import { Cell, type ColumnConfig } from '@backstage/ui';
import type { CodeText, KindView } from 'backstage-plugin-itsm-react';
import type { ColumnChoice, RecordRow } from './columnChoices';
import { TitleCell } from './RecordCells';

/** In a narrow window these stand below the title. */
const SMALL = ['state', 'priority', 'age'];

/**
 * The table's columns. A narrow window has no room for more than the essential ones, unless its reader
 * has chosen others.
 */
export function recordColumns(
  shown: readonly ColumnChoice[],
  code: CodeText,
  layout: { narrow: boolean; chosen: boolean; Badge: KindView['Badge'] },
): ColumnConfig<RecordRow>[] {
  const { narrow, chosen, Badge } = layout;
  const small = narrow
    ? SMALL.filter(id => shown.some(each => each.id === id))
    : [];
  const others = shown.filter(
    each => !small.includes(each.id) && (!narrow || chosen || each.essential),
  );
  const column = (
    id: string,
    label: string,
    cell: (record: RecordRow) => React.ReactNode,
    size?: Partial<ColumnConfig<RecordRow>>,
  ): ColumnConfig<RecordRow> => ({
    id,
    label,
    cell: record => <Cell>{cell(record)}</Cell>,
    width: '1fr',
    minWidth: 116,
    ...size,
  });
  return [
    column(
      'title',
      code('list.column.title'),
      record => <TitleCell {...{ record, small, Badge }} />,
      { isRowHeader: true, width: '3fr', minWidth: 240 },
    ),
    ...others.map(({ id, label, cell, size }) => column(id, label, cell, size)),
  ];
}
