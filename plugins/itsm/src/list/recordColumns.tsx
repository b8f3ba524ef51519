import { Cell, Flex, Text, type ColumnConfig } from '@backstage/ui';
import {
  EntityDisplayName,
  EntityRefLink,
} from '@backstage/plugin-catalog-react';
import type { RecordSummary } from 'backstage-plugin-itsm-common';
import {
  PriorityChip,
  RecordLink,
  RelativeTime,
  StateChip,
  type CodeText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { LinkInRow } from './LinkInRow';
import styles from './RecordList.module.css';

/** A row of the table; the number identifies it. */
export type RecordRow = RecordSummary & { id: string };

/**
 * Columns of a list of records: what all kinds share, and between them what the kind's view adds.
 * `narrow` leaves out what a small window has no room for.
 */
export function recordColumns(
  view: KindView,
  code: CodeText,
  layout: { narrow: boolean; showEntities: boolean },
): ColumnConfig<RecordRow>[] {
  const column = (
    id: string,
    cell: (record: RecordRow) => React.ReactNode,
    more: Partial<ColumnConfig<RecordRow>> = {},
  ): ColumnConfig<RecordRow> => ({
    id,
    label: code(`list.column.${id}`),
    cell: record => <Cell>{cell(record)}</Cell>,
    width: '1fr',
    minWidth: 116,
    ...more,
  });

  const title = (chips: boolean) =>
    column('title', record => <TitleCell {...{ record, chips, view }} />, {
      isRowHeader: true,
      width: '3fr',
      minWidth: 240,
    });
  const own = (columns: KindView['columns']) =>
    columns.map(each =>
      column(each.id, each.cell, {
        label: code(each.label),
        ...(each.width && { minWidth: each.width }),
      }),
    );
  if (layout.narrow) {
    return [title(true), ...own(view.columns.filter(each => each.essential))];
  }
  return [
    title(false),
    column('state', record => <State record={record} />, { minWidth: 140 }),
    ...(view.prioritized
      ? [
          column(
            'priority',
            record => <PriorityChip priority={record.priority} />,
            { minWidth: 132 },
          ),
        ]
      : []),
    ...own(view.columns),
    ...(layout.showEntities
      ? [
          column('entities', record => <EntitiesCell record={record} />, {
            minWidth: 136,
          }),
        ]
      : []),
    ...(view.hideAssignee
      ? []
      : [
          column('assignee', record => (
            <AssigneeCell record={record} code={code} />
          )),
        ]),
    column('age', record => <RelativeTime at={record.createdAt} />),
  ];
}

function State({ record }: { record: RecordRow }) {
  return (
    <StateChip kind={record.kind} state={record.state} phase={record.phase} />
  );
}

function TitleCell(props: {
  record: RecordRow;
  chips: boolean;
  view: KindView;
}) {
  const { record, chips, view } = props;
  return (
    <div className={styles.title}>
      <Text as="span" weight="bold" className={styles.titleText}>
        {record.title}
      </Text>
      <span className={styles.titleLine}>
        <LinkInRow>
          <RecordLink number={record.number} />
        </LinkInRow>
        {view.Badge && <view.Badge record={record} />}
        {chips && (
          <>
            <State record={record} />
            <PriorityChip priority={record.priority} />
            <RelativeTime at={record.createdAt} />
          </>
        )}
      </span>
    </div>
  );
}

function EntitiesCell({ record }: { record: RecordRow }) {
  const [first] = record.entities;
  if (!first) return <Text color="secondary">–</Text>;
  return (
    <Flex gap="1" align="center">
      <LinkInRow>
        <EntityRefLink entityRef={first} disableTooltip />
      </LinkInRow>
      {record.entityCount > 1 && (
        <Text color="secondary">{`+${record.entityCount - 1}`}</Text>
      )}
    </Flex>
  );
}

function AssigneeCell(props: { record: RecordRow; code: CodeText }) {
  const { assignee, assignmentGroup } = props.record;
  const ref = assignee ?? assignmentGroup;
  return ref ? (
    <EntityDisplayName entityRef={ref} disableTooltip />
  ) : (
    <Text color="secondary">{props.code('fact.unassigned')}</Text>
  );
}
