import { Skeleton, Text } from '@backstage/ui';
import type { MyWorkView, RecordPage } from 'backstage-plugin-itsm-common';
import { useItsmText, useMyWork } from 'backstage-plugin-itsm-react';
import { Panel } from '../record/Panel';
import { FailureAlert, StaleNotice } from '../states/FailureAlert';
import { RecordLines } from './RecordLines';
import styles from './MyWork.module.css';

type Section = keyof MyWorkView;

/** In the order of who else waits. */
const SECTIONS: readonly Section[] = [
  'approvals',
  'assigned',
  'team',
  'requested',
];

/** What somebody owes, decides and waits for: one request for all of it. */
export function MyWorkSections() {
  const { data, error, refresh } = useMyWork();
  if (error && !data) return <FailureAlert error={error} onRetry={refresh} />;
  return (
    <>
      {error && <StaleNotice onRetry={refresh} />}
      <div className={styles.sections}>
        {SECTIONS.map(name => (
          <div key={name} className={styles.section}>
            <WorkPanel name={name} page={data?.[name]} />
          </div>
        ))}
      </div>
    </>
  );
}

function WorkPanel({ name, page }: { name: Section; page?: RecordPage }) {
  const { t } = useItsmText();
  const more = (page?.count?.value ?? 0) - (page?.items.length ?? 0);
  return (
    <Panel title={t(`work.${name}`)} heading="h2">
      {!page && <Skeleton width="100%" height="9rem" />}
      {page?.items.length === 0 && (
        <Text color="secondary">{t(`work.none.${name}`)}</Text>
      )}
      {page && <RecordLines records={page.items} />}
      {more > 0 && (
        <p className={styles.more}>
          {t(page?.count?.capped ? 'work.moreCapped' : 'work.more', {
            count: more,
          })}
        </p>
      )}
    </Panel>
  );
}
