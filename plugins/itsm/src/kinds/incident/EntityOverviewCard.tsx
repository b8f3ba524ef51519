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
import {
  isContainer,
  type RecordPage,
  type RecordSummary,
} from 'backstage-plugin-itsm-common';
import {
  PriorityChip,
  RelativeTime,
  isKindOn,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { CreateButton } from '../../create/CreateButton';
import { LastDeployment } from '../change/LastDeployment';
import { NextChange } from '../change/NextChange';
import { FailureAlert } from '../../states/FailureAlert';
import { ItsmRoot } from '../../states/ItsmRoot';
import { usePlural } from '../../record/usePlural';
import { KIND, useOpenIncidents } from './useOpenIncidents';
import styles from './Incident.module.css';

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
  const open = useOpenIncidents();
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
            {open.data && <NextChange entity={ref} />}
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
  const { items, nextCursor } = props.page;
  if (items.length === 0) {
    return (
      <div className={`${styles.word} ${styles.ok}`}>
        <RiCheckboxCircleLine aria-hidden />
        <Text weight="bold">{t('card.healthy')}</Text>
      </div>
    );
  }
  const isAll = nextCursor === null;
  const oldest = items.map(item => item.createdAt).sort()[0];
  const least = items[items.length - 1].priority;
  return (
    <>
      <div className={`${styles.word} ${styles.bad}`}>
        <RiErrorWarningLine aria-hidden />
        <Text weight="bold">
          {isAll
            ? t('card.open', { count: items.length })
            : t('card.many', { count: items.length })}
        </Text>
        {isAll && (
          <Text color="secondary">
            {t('card.oldest')} <RelativeTime at={oldest} />
          </Text>
        )}
      </div>
      <ul className={styles.counts}>
        {countByPriority(items).map(([priority, count]) => (
          <li key={priority}>
            <Link href={`${props.path}?priority=${priority}`}>
              <PriorityChip priority={priority} /> × {count}
              {/* Those that did not fit follow the least urgent one here */}
              {!isAll && priority === least && '+'}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The most urgent first; without those that nobody has. */
function countByPriority(items: readonly RecordSummary[]): [number, number][] {
  const counts = new Map<number, number>();
  for (const { priority } of items) {
    if (priority !== null)
      counts.set(priority, (counts.get(priority) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b);
}
