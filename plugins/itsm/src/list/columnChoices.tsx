import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Text, type ColumnConfig } from '@backstage/ui';
import {
  PriorityChip,
  RelativeTime,
  type CodeText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import type { RecordSummary } from 'backstage-plugin-itsm-common';
import { AssigneeCell, EntitiesCell, RecordState } from './RecordCells';

/** A row of the table; the number identifies it. */
export type RecordRow = RecordSummary & { id: string };

/** A column that a reader may have in a list, besides the record itself. */
export interface ColumnChoice {
  id: string;
  label: string;
  cell: (record: RecordRow) => React.ReactNode;
  /** Shown to who has not chosen. */
  byDefault: boolean;
  /** Stays in a narrow window for who has not chosen. */
  essential?: boolean;
  /** Columns of the CSV file that say the same. */
  exports: readonly string[];
  size?: Partial<ColumnConfig<RecordRow>>;
}

/** All columns of a kind's list, in their order. */
export function columnChoices(
  view: KindView,
  code: CodeText,
  layout: { showEntities: boolean },
): ColumnChoice[] {
  const shared = (
    id: string,
    cell: ColumnChoice['cell'],
    exports: readonly string[],
    more: Partial<ColumnChoice> = {},
  ): ColumnChoice => ({
    id,
    label: code(`list.column.${id}`),
    cell,
    exports,
    byDefault: false,
    ...more,
  });
  const text = (value: string | null) => value ?? '';
  const person = (ref: string | null) =>
    ref && <EntityDisplayName entityRef={ref} disableTooltip />;
  return [
    shared('state', record => <RecordState record={record} />, ['state'], {
      byDefault: true,
      size: { minWidth: 140 },
    }),
    ...(view.prioritized
      ? [
          shared(
            'priority',
            record => <PriorityChip priority={record.priority} />,
            ['priority'],
            { byDefault: true, size: { minWidth: 132 } },
          ),
        ]
      : []),
    ...view.columns.map(each => ({
      id: each.id,
      label: code(each.label),
      cell: each.cell,
      byDefault: true,
      essential: each.essential,
      exports: each.exports ?? [],
      size: each.width ? { minWidth: each.width } : undefined,
    })),
    shared(
      'entities',
      record => <EntitiesCell record={record} />,
      ['entities'],
      {
        byDefault: layout.showEntities,
        size: { minWidth: 136 },
      },
    ),
    shared(
      'assignee',
      record => <AssigneeCell record={record} code={code} />,
      ['assignee', 'assignmentGroup'],
      { byDefault: !view.hideAssignee },
    ),
    shared('group', record => person(record.assignmentGroup), [
      'assignmentGroup',
    ]),
    shared('requester', record => person(record.requester), ['requester']),
    shared('environment', record => <Text>{text(record.environment)}</Text>, [
      'environment',
    ]),
    shared('category', record => <Text>{text(record.category)}</Text>, [
      'category',
    ]),
    shared('updated', record => <RelativeTime at={record.updatedAt} />, [
      'updatedAt',
    ]),
    shared(
      'age',
      record => <RelativeTime at={record.createdAt} />,
      ['createdAt'],
      { byDefault: true, size: { minWidth: 96 } },
    ),
  ];
}

/** What a list shows: the chosen columns, or what is shown to who has not chosen. */
export const shownChoices = (
  choices: readonly ColumnChoice[],
  chosen: readonly string[] | undefined,
): ColumnChoice[] =>
  choices.filter(({ id, byDefault }) => chosen?.includes(id) ?? byDefault);

/** The columns of the CSV file that say what a list shows. */
export const exportedColumns = (shown: readonly ColumnChoice[]): string =>
  [
    ...new Set(['number', 'title', ...shown.flatMap(each => each.exports)]),
  ].join(',');
