import { Text } from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  Chip,
  KindIcon,
  PriorityChip,
  RelativeTime,
  StateChip,
  useItsmSettings,
  useItsmText,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { ReadOnlyNote } from '../states/ReadOnlyNote';
import { ActionBar } from './ActionBar';
import { PrincipalLink } from './PrincipalLink';
import detail from '../page/DetailPage.module.css';

/** What it is, how it stands, and what the reader can do next. */
export function RecordHeader(props: {
  record: RecordView;
  view: KindView;
  onChanged: (record: RecordView) => void;
}) {
  const { t } = useItsmText();
  const { record, view } = props;
  const owner = record.assignee ?? record.assignmentGroup;
  return (
    <div className={detail.header}>
      <div className={detail.headline}>
        <div className={detail.meta}>
          <KindIcon kind={record.kind} />
          <Text weight="bold">{record.number}</Text>
          <StateChip
            kind={record.kind}
            state={record.state}
            phase={record.phase}
          />
          <PriorityChip priority={record.priority} />
          {view.Badge && <view.Badge record={record} />}
          {record.restricted && (
            <Chip tone="warning" icon={<RiLockLine aria-hidden />}>
              {t('fact.restricted')}
            </Chip>
          )}
        </div>
        <Text as="h2" variant="title-small" weight="bold">
          {record.title}
        </Text>
        <div className={detail.meta}>
          <span>
            {t('fact.opened')} <RelativeTime at={record.createdAt} />
          </span>
          <span aria-hidden>·</span>
          {owner ? (
            <PrincipalLink principal={owner} />
          ) : (
            <span>{t('fact.unassigned')}</span>
          )}
          <span aria-hidden>·</span>
          <span>
            {t('record.updated')} <RelativeTime at={record.updatedAt} />
          </span>
        </div>
      </div>
      <ActionBar {...props} />
      <WhyNothing record={record} />
    </div>
  );
}

/** Whoever sees no button should not have to guess why. A closed record has its state for that. */
function WhyNothing({ record }: { record: RecordView }) {
  const { data: settings } = useItsmSettings();
  if (settings?.readOnly) return <ReadOnlyNote because="installation" />;
  const { can, actions, phase } = record;
  const isMute = !can.edit && !can.comment && actions.length === 0;
  return settings && isMute && phase !== 'done' ? (
    <ReadOnlyNote because="reader" />
  ) : null;
}
