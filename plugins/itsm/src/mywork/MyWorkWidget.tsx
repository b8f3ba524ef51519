import { Skeleton, Text } from '@backstage/ui';
import { useItsmText, useMyWork } from 'backstage-plugin-itsm-react';
import { FailureAlert } from '../states/FailureAlert';
import { ItsmRoot } from '../states/ItsmRoot';
import { RecordLines } from './RecordLines';

/** For the home page: decisions first, then what is assigned. */
export function Content() {
  const { t } = useItsmText();
  const { data, error, refresh } = useMyWork();
  const records = data && [...data.approvals.items, ...data.assigned.items];
  return (
    <ItsmRoot view="my-work-widget">
      {error && !data && <FailureAlert error={error} onRetry={refresh} />}
      {!data && !error && <Skeleton width="100%" height="9rem" />}
      {records?.length === 0 && (
        <Text color="secondary">{t('work.none.assigned')}</Text>
      )}
      {records && <RecordLines records={records} />}
    </ItsmRoot>
  );
}
