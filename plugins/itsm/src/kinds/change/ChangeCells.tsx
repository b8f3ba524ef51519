import { Text } from '@backstage/ui';
import type { RecordSummary, RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { WebLink } from '../../form/WebLink';
import { OutcomeChip } from '../OutcomeChip';

type Props = { record: Pick<RecordSummary | RecordView, 'fields'> };

export function ChangeType({ record }: Props) {
  const { code } = useItsmText();
  return <Text>{code(`choice.type.${record.fields.type}`)}</Text>;
}

/** The close code once there is one, the result until then. */
export function ChangeResult({ record }: Props) {
  const family = record.fields.closeCode ? 'closeCode' : 'result';
  const outcome = record.fields[family];
  if (typeof outcome !== 'string') return <Text color="secondary">–</Text>;
  return <OutcomeChip family={family} outcome={outcome} />;
}

/** The short revision, linked to the run that rolled it out. */
export function RunLink({ record }: Props) {
  const { revision, runUrl } = record.fields;
  if (typeof revision !== 'string') return <Text color="secondary">–</Text>;
  return <RevisionLink revision={revision} runUrl={runUrl} />;
}

export function RevisionLink(props: { revision: string; runUrl: unknown }) {
  const short = /^[0-9a-f]{12,}$/i.test(props.revision)
    ? props.revision.slice(0, 7)
    : props.revision;
  return typeof props.runUrl === 'string' ? (
    <WebLink url={props.runUrl}>{short}</WebLink>
  ) : (
    <Text>{short}</Text>
  );
}
