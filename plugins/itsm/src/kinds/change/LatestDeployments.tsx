import { Card, CardBody, Skeleton, Text } from '@backstage/ui';
import { isContainer, type DeploymentView } from 'backstage-plugin-itsm-common';
import {
  RecordLink,
  RelativeTime,
  useDeployments,
  useItsmText,
  useLanguage,
} from 'backstage-plugin-itsm-react';
import { RevisionLink } from './ChangeCells';
import { OutcomeChip } from '../OutcomeChip';
import { FailureAlert } from '../../states/FailureAlert';
import { Strip, type Bar } from '../Strip';
import { byEnvironment } from './byEnvironment';
import styles from './Deployments.module.css';

/** How many of the last runs of an environment are shown. */
const SHOWN = 16;

const LOOK: Record<string, Pick<Bar, 'tone' | 'height'>> = {
  success: { tone: 'positive', height: 55 },
  failure: { tone: 'negative', height: 100 },
};

/** The last deployment of each environment, side by side, and how those before it went. */
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
  const environments = byEnvironment(data.items);
  if (environments.length === 0) {
    return <Text color="secondary">{t('deployments.none')}</Text>;
  }
  return (
    <section aria-label={t('deployments.title')} className={styles.strip}>
      {environments.map(deployments => (
        <EnvironmentTile
          key={deployments[0].environment}
          deployments={deployments.slice(0, SHOWN)}
        />
      ))}
    </section>
  );
}

function EnvironmentTile(props: { deployments: readonly DeploymentView[] }) {
  const { t, code } = useItsmText();
  const language = useLanguage();
  const { deployments } = props;
  const [deployment] = deployments;
  const failed = deployments.filter(({ outcome }) => outcome === 'failure');
  const format = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const titleOf = ({ outcome, revision, createdAt }: DeploymentView) =>
    [
      format.format(Date.parse(createdAt)),
      revision?.slice(0, 7),
      code(`choice.outcome.${outcome}`),
    ]
      .filter(Boolean)
      .join(' · ');
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
        {deployments.length > 1 && (
          <Strip
            label={t('deployments.history', {
              count: deployments.length,
              failed: failed.length,
            })}
            bars={[...deployments].reverse().map(each => ({
              key: each.id,
              title: titleOf(each),
              ...(LOOK[each.outcome] ?? { height: 30 }),
            }))}
          />
        )}
      </CardBody>
    </Card>
  );
}
