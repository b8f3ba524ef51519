import { Alert, Button } from '@backstage/ui';
import { ItsmRequestError } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { causeOf } from './failure';

/** Names the cause and the remedy where content could not be loaded. */
export function FailureAlert(props: { error: Error; onRetry: () => void }) {
  const { t } = useItsmText();
  const cause = causeOf(props.error);
  const known =
    props.error instanceof ItsmRequestError
      ? { ...props.error.params, code: props.error.code }
      : { code: 'network' };
  return (
    <Alert
      role="alert"
      status={cause === 'missing' ? 'warning' : 'danger'}
      icon
      title={t(`error.title.${cause}`)}
      description={t(`error.remedy.${cause}`, known)}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}

/** Says that what is shown may be old, and lets the reader ask again. */
export function StaleNotice(props: { onRetry: () => void }) {
  const { t } = useItsmText();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('error.title.stale')}
      description={t('error.remedy.offline')}
      customActions={
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          {t('error.retry')}
        </Button>
      }
    />
  );
}
