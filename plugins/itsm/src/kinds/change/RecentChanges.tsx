import { Card, CardBody, Skeleton, Text } from '@backstage/ui';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { isContainer, type RecordSummary } from 'backstage-plugin-itsm-common';
import {
  RecordLink,
  RelativeTime,
  StateChip,
  isKindOn,
  nearEntity,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { isElsewhere } from '../isElsewhere';
import { usePlural } from '../../record/usePlural';
import { ChangeResult } from './ChangeCells';
import styles from './Deployments.module.css';

const PERIOD_MS = 48 * 3_600_000;
/** Of those that were touched last, also by words: as many as a page of the API has. */
const LIMIT = 100;
/** More than fit in a row are on the tab of changes. */
const SHOWN = 4;

/** When a change touched its entities; undefined if it did not. */
const ranAt = ({ fields }: RecordSummary) =>
  (fields.actualEnd ?? fields.actualStart) as string | undefined;

/** What changed before something broke: in the last 48 hours, here and upstream. */
export function RecentChanges({ entity }: { entity: string }) {
  const isOn = isKindOn('change', useApi(configApiRef));
  return isOn ? <OfEntity entity={entity} /> : null;
}

function OfEntity({ entity }: { entity: string }) {
  const { t } = useItsmText();
  const { data, error } = useRecordList(usePlural('change'), {
    ...nearEntity(entity),
    state: 'all',
    sort: 'updated',
    limit: LIMIT,
  });
  // The list below names the cause
  if (error && !data) {
    return <Text color="secondary">{t('recentChanges.failed')}</Text>;
  }
  if (!data) return <Skeleton width="100%" height="6.5rem" />;
  const since = Date.now() - PERIOD_MS;
  // By when they ran, which need not be when they were touched last
  const recent = data.items
    .filter(change => Date.parse(ranAt(change) ?? '') > since)
    .sort((a, b) => Date.parse(ranAt(b)!) - Date.parse(ranAt(a)!))
    .slice(0, SHOWN);
  const isWithin = isContainer(entity);
  const title = t(isWithin ? 'recentChanges.title' : 'recentChanges.nearTitle');
  return (
    <section aria-label={title}>
      <Text as="h2" variant="body-small" weight="bold" color="secondary">
        {title}
      </Text>
      {recent.length === 0 ? (
        <Text color="secondary">
          {t(isWithin ? 'recentChanges.none' : 'recentChanges.nearNone')}
        </Text>
      ) : (
        <div className={styles.strip}>
          {recent.map(change => (
            <Card key={change.number}>
              <CardBody>
                <div className={styles.head}>
                  <RecordLink number={change.number} />
                  {change.phase === 'done' || change.fields.result ? (
                    <ChangeResult record={change} />
                  ) : (
                    <StateChip {...change} />
                  )}
                </div>
                <Text truncate as="p" title={change.title}>
                  {change.title}
                </Text>
                <div className={styles.line}>
                  {isWithin || !isElsewhere(change, [entity]) ? (
                    <Text color="secondary">{change.environment}</Text>
                  ) : (
                    <EntityRefLink entityRef={change.entities[0]} />
                  )}
                  <Text color="secondary">
                    <RelativeTime at={ranAt(change)!} />
                  </Text>
                </div>
              </CardBody>
            </Card>
          ))}
        </div>
      )}
    </section>
  );
}
