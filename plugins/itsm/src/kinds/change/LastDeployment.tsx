import { Skeleton, Text } from '@backstage/ui';
import {
  RelativeTime,
  useDeployments,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { OutcomeChip } from '../OutcomeChip';
import { RevisionLink } from './ChangeCells';
import styles from './Deployments.module.css';

/** The newest deployment of an entity, wherever it went; nothing for who may not read it. */
export function LastDeployment(props: { entity: string }) {
  const { t } = useItsmText();
  const { data, error } = useDeployments({ entity: props.entity, limit: 1 });
  // Who may read no change may read no deployment either
  if (error && !data) return null;
  if (!data) return <Skeleton width="100%" height="1.5rem" />;
  const last = data.items[0];
  if (!last) return <Text color="secondary">{t('card.noDeployment')}</Text>;
  return (
    <div>
      <Text color="secondary" variant="body-small">
        {t('card.lastDeployment')}
      </Text>
      <div className={styles.line}>
        <OutcomeChip family="outcome" outcome={last.outcome} />
        <Text>{last.environment}</Text>
        <RevisionLink revision={last.revision} runUrl={last.runUrl} />
        <Text color="secondary">
          <RelativeTime at={last.finishedAt ?? last.createdAt} />
        </Text>
      </div>
    </div>
  );
}
