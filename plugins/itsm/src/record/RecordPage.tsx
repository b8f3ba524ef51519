import type { ReactNode } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Flex, Text } from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  kindViewsApiRef,
  useItsmText,
  useKindView,
  useRecord,
} from 'backstage-plugin-itsm-react';
import { EmptyState } from '../states/EmptyState';
import { Announcer } from '../states/Announcer';
import { FailureAlert, StaleNotice } from '../states/FailureAlert';
import { ItsmRoot } from '../states/ItsmRoot';
import { PartBoundary } from '../states/PartBoundary';
import { Timeline } from '../timeline/Timeline';
import { CommentBox } from '../timeline/CommentBox';
import { AttachmentsPanel } from './AttachmentsPanel';
import { EntitiesPanel } from './EntitiesPanel';
import { FactsPanel } from './FactsPanel';
import { Panel } from './Panel';
import { RecordHeader } from './RecordHeader';
import { RecordMarkdown } from './RecordMarkdown';
import { RelatedPanel } from './RelatedPanel';
import detail from '../page/DetailPage.module.css';
import styles from './RecordPage.module.css';

/** One record of any kind: what it is, what now, and what happened. */
export function RecordPage(props: { number: string }) {
  const { t } = useItsmText();
  const { data: record, error, refresh, replace } = useRecord(props.number);
  const view = useKindView(record?.kind);
  const { entries } = useApi(kindViewsApiRef);

  if (error && !record) {
    return (
      <ItsmRoot view="record">
        <FailureAlert error={error} onRetry={refresh} />
      </ItsmRoot>
    );
  }
  if (record && !entries.some(({ kind }) => kind === record.kind)) {
    return (
      <ItsmRoot view="record">
        <EmptyState title={`${record.number} ${record.title}`}>
          {t('record.noView', { kind: record.kind })}
        </EmptyState>
      </ItsmRoot>
    );
  }
  if (!record || !view) {
    return (
      <ItsmRoot view="record">
        <RecordSkeleton />
      </ItsmRoot>
    );
  }
  const shared = { record, view, onChanged: replace };
  return (
    <ItsmRoot view="record">
      <Announcer
        mark={`${record.version}/${record.timeline.items[0]?.id}`}
        text={t('record.announceUpdated')}
      />
      {error && <StaleNotice onRetry={refresh} />}
      <Part record={record}>
        <RecordHeader {...shared} />
      </Part>
      <div className={styles.columns}>
        <div className={detail.column}>
          <Panel title={t('record.description')}>
            {record.description ? (
              <RecordMarkdown record={record} content={record.description} />
            ) : (
              <Text color="secondary">{t('record.noDescription')}</Text>
            )}
          </Panel>
          {view.textPanels?.map((TextPanel, index) => (
            <Part key={index} record={record}>
              <TextPanel record={record} onChanged={replace} />
            </Part>
          ))}
          <Panel title={t('timeline.title')}>
            <CommentBox record={record} onChanged={replace} />
            <Timeline record={record} onChanged={replace} />
          </Panel>
        </div>
        <div className={detail.column}>
          <Part record={record}>
            <FactsPanel record={record} view={view} />
          </Part>
          {view.panels.map((KindPanel, index) => (
            <Part key={index} record={record}>
              <KindPanel record={record} onChanged={replace} />
            </Part>
          ))}
          <Part record={record}>
            <EntitiesPanel record={record} onChanged={replace} />
          </Part>
          <Part record={record}>
            <RelatedPanel {...shared} onOpened={refresh} />
          </Part>
          <Part record={record}>
            <AttachmentsPanel record={record} onChanged={replace} />
          </Part>
        </div>
      </div>
    </ItsmRoot>
  );
}

/** A part of the page that can fail by itself; a new version of the record is drawn again. */
const Part = (props: { record: RecordView; children: ReactNode }) => (
  <PartBoundary mark={props.record}>{props.children}</PartBoundary>
);

/** Holds the places of header and columns, so that nothing jumps. */
function RecordSkeleton() {
  return (
    <>
      <Flex direction="column" gap="2">
        <Skeleton width="12rem" height="1.5rem" />
        <Skeleton width="60%" height="2rem" />
        <Skeleton width="16rem" height="1.25rem" />
      </Flex>
      <div className={styles.columns}>
        <div className={detail.column}>
          <Skeleton width="100%" height="9rem" />
          <Skeleton width="100%" height="24rem" />
        </div>
        <div className={detail.column}>
          <Skeleton width="100%" height="18rem" />
          <Skeleton width="100%" height="8rem" />
        </div>
      </div>
    </>
  );
}
