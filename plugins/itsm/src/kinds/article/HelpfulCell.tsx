import type { RecordSummary } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { helpfulOf } from './helpfulOf';

/** How many of those who said something it helped. */
export function HelpfulCell({ record }: { record: RecordSummary }) {
  const { t } = useItsmText();
  const counts = helpfulOf(record);
  return <>{counts && t('article.ofAll', counts)}</>;
}
