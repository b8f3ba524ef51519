import { stringifyEntityRef } from '@backstage/catalog-model';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import {
  PriorityChip,
  RecordLink,
  RelativeTime,
  StateChip,
  aboutEntity,
  isKindOn,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { usePlural } from '../../record/usePlural';
import { ItsmRoot } from '../../states/ItsmRoot';
import styles from './Incident.module.css';

/** From P1 to this one the page of an entity says so first. */
const URGENT = 2;
/** More of them are found on the tab. */
const LIMIT = 3;

/** The most urgent incidents of an entity, or of a container's parts, while a P1 or P2 is open. */
export function UrgentBanner() {
  const { t } = useItsmText();
  const { entity } = useEntity();
  const { data } = useRecordList(
    usePlural('incident'),
    {
      ...aboutEntity(stringifyEntityRef(entity)),
      state: 'open',
      sort: 'priority',
      limit: LIMIT,
    },
    // The old frontend system mounts it whatever the configuration says
    { disabled: !isKindOn('incident', useApi(configApiRef)) },
  );
  const urgent = (data?.items ?? []).filter(
    ({ priority }) => priority !== null && priority <= URGENT,
  );
  if (urgent.length === 0) return null;
  return (
    <ItsmRoot view="entity-urgent">
      <Alert
        role="status"
        status={urgent[0].priority === 1 ? 'danger' : 'warning'}
        icon
        title={t('card.urgent', { count: urgent.length })}
        description={
          <ul className={styles.urgent}>
            {urgent.map(incident => (
              <li key={incident.number}>
                <PriorityChip priority={incident.priority} />
                <RecordLink number={incident.number} />
                <span>{incident.title}</span>
                <StateChip {...incident} />
                <RelativeTime at={incident.createdAt} />
              </li>
            ))}
          </ul>
        }
      />
    </ItsmRoot>
  );
}
