import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Link,
  Skeleton,
  Text,
} from '@backstage/ui';
import { RiCheckboxCircleLine, RiErrorWarningLine } from '@remixicon/react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import { isContainer, type RecordPage } from 'backstage-plugin-itsm-common';
import {
  PriorityChip,
  aboutEntity,
  isKindOn,
  useItsmText,
  useRecordList,
} from 'backstage-plugin-itsm-react';
import { CreateButton } from '../../create/CreateButton';
import { LastDeployment } from '../change/LastDeployment';
import { FailureAlert } from '../../states/FailureAlert';
import { ItsmRoot } from '../../states/ItsmRoot';
import { usePlural } from '../../record/usePlural';
import styles from './Incident.module.css';

const KIND = 'incident';
/** Enough to count by priority; more than this says "many". */
const LIMIT = 100;

/** Is it healthy, and what was deployed last? Nothing where incidents are switched off. */
export function EntityOverviewCard() {
  return isKindOn(KIND, useApi(configApiRef)) ? <OverviewCard /> : null;
}

function OverviewCard() {
  const { t } = useItsmText();
  const { entity } = useEntity();
  const ref = stringifyEntityRef(entity);
  const entityPath = useEntityRefLink()(entity);
  const plural = usePlural(KIND);
  const open = useRecordList(plural, {
    ...aboutEntity(ref),
    state: 'open',
    sort: 'priority',
    limit: LIMIT,
  });
  return (
    <ItsmRoot view="entity-card">
      <Card>
        <CardHeader>
          <Text as="h2" variant="title-x-small" weight="bold">
            {t('card.title')}
          </Text>
        </CardHeader>
        <CardBody>
          <div className={styles.health}>
            {open.error && !open.data && (
              <FailureAlert error={open.error} onRetry={open.refresh} />
            )}
            {!open.data && !open.error && (
              <Skeleton width="100%" height="6rem" />
            )}
            {open.data && (
              <Health page={open.data} path={`${entityPath}/${plural}`} />
            )}
            {open.data && !isContainer(ref) && <LastDeployment entity={ref} />}
          </div>
        </CardBody>
        <CardFooter>
          <div className={styles.footer}>
            <Link href={`${entityPath}/${plural}`}>{t('card.all')}</Link>
            <CreateButton kind={KIND} entity={ref} size="small" />
          </div>
        </CardFooter>
      </Card>
    </ItsmRoot>
  );
}

function Health(props: { page: RecordPage; path: string }) {
  const { t } = useItsmText();
  const { items } = props.page;
  const byPriority = [1, 2, 3, 4, 5]
    .map(priority => ({
      priority,
      count: items.filter(item => item.priority === priority).length,
    }))
    .filter(({ count }) => count > 0);
  const healthy = items.length === 0;
  return (
    <>
      <div className={`${styles.word} ${healthy ? styles.ok : styles.bad}`}>
        {healthy ? (
          <RiCheckboxCircleLine aria-hidden />
        ) : (
          <RiErrorWarningLine aria-hidden />
        )}
        <Text weight="bold">
          {healthy
            ? t('card.healthy')
            : t('card.open', { count: items.length })}
        </Text>
      </div>
      {!healthy && (
        <ul className={styles.counts}>
          {byPriority.map(({ priority, count }) => (
            <li key={priority}>
              <Link href={`${props.path}?priority=${priority}`}>
                <PriorityChip priority={priority} /> × {count}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
