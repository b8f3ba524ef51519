import { Flex, Skeleton, Text } from '@backstage/ui';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { PriorityChip } from '../chips/PriorityChip';
import { StateChip } from '../chips/StateChip';
import { useRecord } from '../live/queries';
import { useItsmText } from '../text/useItsmText';

/** What a reader wants to know before following a link. */
export function RecordPreview(props: { number: string }) {
  const { t } = useItsmText();
  const { data: record, error } = useRecord(props.number);
  if (error)
    return <Text>{t('preview.failed', { number: props.number })}</Text>;
  if (!record) return <Skeleton width="16rem" height="3rem" />;
  return (
    <Flex direction="column" gap="1">
      <Text weight="bold">{record.title}</Text>
      <Flex gap="1">
        <StateChip
          kind={record.kind}
          state={record.state}
          phase={record.phase}
        />
        <PriorityChip priority={record.priority} />
      </Flex>
      {record.assignee ? (
        <EntityDisplayName entityRef={record.assignee} disableTooltip />
      ) : (
        <Text color="secondary">{t('fact.unassigned')}</Text>
      )}
    </Flex>
  );
}
