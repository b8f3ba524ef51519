import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import {
  RecordLink,
  RelativeTime,
  StateChip,
  aboutEntity,
  isKindOn,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';
import { runningOrNext } from './runningOrNext';
import styles from './Deployments.module.css';

const KIND = 'change';
/** Of the open ones that were touched last. */
const LIMIT = 50;

/** What changes an entity, or a part of it, now or next; nothing where changes are switched off. */
export function NextChange(props: { entity: string }) {
  const { t } = useItsmText();
  const isOn = isKindOn(KIND, useApi(configApiRef));
  const { data, error } = useRecordList(
    usePlural(KIND),
    {
      ...aboutEntity(props.entity),
      state: 'open',
      sort: 'updated',
      limit: LIMIT,
    },
    { disabled: !isOn },
  );
  // The card names the cause of what it lacks; who may read no change has none
  if (!isOn || (error && !data)) return null;
  if (!data) return <Skeleton width="100%" height="3rem" />;
  const found = runningOrNext(data.items, Date.now());
  if (!found) return <Text color="secondary">{t('card.noChange')}</Text>;
  const { change, runs, at } = found;
  return (
    <div>
      <Text color="secondary" variant="body-small">
        {t(runs ? 'card.runningChange' : 'card.nextChange')}
      </Text>
      <div className={styles.line}>
        <RecordLink number={change.number} />
        <StateChip {...change} />
        <Text color="secondary">
          <RelativeTime at={at} />
        </Text>
      </div>
      <Text truncate as="p" title={change.title}>
        {change.title}
      </Text>
    </div>
  );
}
