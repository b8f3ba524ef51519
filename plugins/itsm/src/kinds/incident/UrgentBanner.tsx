import { Alert } from '@backstage/ui';
import {
  PriorityChip,
  RecordLink,
  RelativeTime,
  StateChip,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { ItsmRoot } from '../../states/ItsmRoot';
import { useOpenIncidents } from './useOpenIncidents';
import styles from './Incident.module.css';

/** From P1 to this one the page of an entity says so first. */
const URGENT = 2;
/** More of them are found on the tab. */
const SHOWN = 3;

/** The most urgent incidents of an entity, or of a container's parts, while a P1 or P2 is open. */
export function UrgentBanner() {
  const { t } = useItsmText();
  const { data } = useOpenIncidents();
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
            {urgent.slice(0, SHOWN).map(incident => (
              <li key={incident.number}>
                <PriorityChip priority={incident.priority} />
                <RecordLink number={incident.number} />
                <span>{incident.title}</span>
                <StateChip {...incident} />
                <RelativeTime at={incident.createdAt} />
              </li>
            ))}
            {urgent.length > SHOWN && (
              <li>{t('card.more', { count: urgent.length - SHOWN })}</li>
            )}
          </ul>
        }
      />
    </ItsmRoot>
  );
}
