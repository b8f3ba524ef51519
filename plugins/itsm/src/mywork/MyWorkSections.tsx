import type { ReactNode } from 'react';
import { Skeleton, Text } from '@backstage/ui';
import type { MyWorkView, RecordPage } from 'backstage-plugin-itsm-common';
import { useItsmText, useMyWork } from 'backstage-plugin-itsm-react';
import { Panel } from '../record/Panel';
import { FailureAlert, StaleNotice } from '../states/FailureAlert';
import { RecordLines } from './RecordLines';
import { WorkLists } from './WorkLists';
import styles from './MyWork.module.css';

type Section = keyof MyWorkView;

/** In the order of who else waits, with the role of the reader's that each of them is about. */
const SECTIONS = [
  ['approvals', 'approver'],
  ['assigned', 'assignee'],
  ['team', 'team'],
  ['requested', 'requester'],
] as const satisfies readonly (readonly [Section, string])[];

/** What somebody owes, decides and waits for: one request for all of it. */
export function MyWorkSections() {
  const { data, error, refresh } = useMyWork();
  if (error && !data) return <FailureAlert error={error} onRetry={refresh} />;
  return (
    <>
      {error && <StaleNotice onRetry={refresh} />}
      <div className={styles.sections}>
        {SECTIONS.map(([name, role]) => (
          <div key={name} className={styles.section}>
            <WorkPanel name={name} page={data?.[name]}>
              <WorkLists role={role} />
            </WorkPanel>
          </div>
        ))}
      </div>
    </>
  );
}

function WorkPanel(props: {
  name: Section;
  page?: RecordPage;
  children: ReactNode;
}) {
  const { name, page } = props;
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
      {props.children}
    </Panel>
  );
}
