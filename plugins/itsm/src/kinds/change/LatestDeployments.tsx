import { Card, CardBody, Skeleton, Text } from '@backstage/ui';
import { isContainer, type DeploymentView } from 'backstage-plugin-itsm-common';
import {
  RecordLink,
  RelativeTime,
  useDeployments,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { RevisionLink } from './ChangeCells';
import { OutcomeChip } from '../OutcomeChip';
import { FailureAlert } from '../../states/FailureAlert';
import { latestByEnvironment } from './latestByEnvironment';
import styles from './Deployments.module.css';

/** The last deployment of each environment, side by side. */
export function LatestDeployments(props: { entity: string }) {
  return isContainer(props.entity) ? null : <OfEntity {...props} />;
}

function OfEntity(props: { entity: string }) {
  const { t } = useItsmText();
  const { data, error, refresh } = useDeployments({
    entity: props.entity,
    limit: 50,
  });
  if (error && !data) return <FailureAlert error={error} onRetry={refresh} />;
  if (!data) return <Skeleton width="100%" height="6.5rem" />;
  const latest = latestByEnvironment(data.items);
  if (latest.length === 0) {
    return <Text color="secondary">{t('deployments.none')}</Text>;
  }
  return (
    <section aria-label={t('deployments.title')} className={styles.strip}>
      {latest.map(deployment => (
        <DeploymentTile key={deployment.environment} deployment={deployment} />
      ))}
    </section>
  );
}

function DeploymentTile({ deployment }: { deployment: DeploymentView }) {
  return (
    <Card>
      <CardBody>
        <div className={styles.head}>
          <Text weight="bold">{deployment.environment}</Text>
          <OutcomeChip family="outcome" outcome={deployment.outcome} />
        </div>
        <div className={styles.line}>
          <RevisionLink
            revision={deployment.revision}
            runUrl={deployment.runUrl}
          />
          <Text color="secondary">
            <RelativeTime at={deployment.finishedAt ?? deployment.createdAt} />
          </Text>
        </div>
        {deployment.change && <RecordLink number={deployment.change} />}
      </CardBody>
    </Card>
  );
}
