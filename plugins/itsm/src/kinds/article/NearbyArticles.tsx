import { isContainer } from 'backstage-plugin-itsm-common';
import {
  nearEntity,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { RecordLines } from '../../mywork/RecordLines';
import { isElsewhere } from '../isElsewhere';
import { Panel } from '../../record/Panel';
import { usePlural } from '../../record/usePlural';

/** Of those that were touched last. */
const LIMIT = 50;
/** More are found on the tabs of what they are about. */
const SHOWN = 5;

/** Published articles of what an entity rests on; its own stand in the list below. */
export function NearbyArticles({ entity }: { entity: string }) {
  const { t } = useItsmText();
  const { data } = useRecordList(
    usePlural('article'),
    { ...nearEntity(entity), state: 'open', sort: 'updated', limit: LIMIT },
    { disabled: isContainer(entity) },
  );
  const nearby = (data?.items ?? []).filter(
    article => article.fields.publishedAt && isElsewhere(article, [entity]),
  );
  if (nearby.length === 0) return null;
  return (
    <Panel title={t('article.nearby')} heading="h2">
      <RecordLines records={nearby.slice(0, SHOWN)} />
    </Panel>
  );
}
