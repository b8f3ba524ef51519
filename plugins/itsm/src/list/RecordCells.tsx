import { Flex, Text } from '@backstage/ui';
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

interface CellProps {
  record: RecordSummary;
}

export function RecordState({ record }: CellProps) {
  return (
    <StateChip kind={record.kind} state={record.state} phase={record.phase} />
  );
}

/** Title and number; in a narrow window with those of the other columns that are small enough. */
export function TitleCell(
  props: CellProps & {
    small: readonly string[];
    Badge: KindView['Badge'];
  },
) {
  const { record, small, Badge } = props;
  return (
    <div className={styles.title}>
      <Text as="span" weight="bold" className={styles.titleText}>
        {record.title}
      </Text>
      <span className={styles.titleLine}>
        <LinkInRow>
          <RecordLink number={record.number} />
        </LinkInRow>
        {Badge && <Badge record={record} />}
        {small.includes('state') && <RecordState record={record} />}
        {small.includes('priority') && (
          <PriorityChip priority={record.priority} />
        )}
        {small.includes('age') && <RelativeTime at={record.createdAt} />}
      </span>
    </div>
  );
}

export function EntitiesCell({ record }: CellProps) {
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

export function AssigneeCell(props: CellProps & { code: CodeText }) {
  const { assignee, assignmentGroup } = props.record;
  const ref = assignee ?? assignmentGroup;
  return ref ? (
    <EntityDisplayName entityRef={ref} disableTooltip />
  ) : (
    <Text color="secondary">{props.code('fact.unassigned')}</Text>
  );
}
