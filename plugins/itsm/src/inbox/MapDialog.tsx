import { useState } from 'react';
import { Alert, Button, DialogBody, Flex, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { DeploymentView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { EntitiesField } from '../form/EntityField';
import { useToast } from '../record/useToast';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';

const KINDS = ['Component', 'API', 'Resource', 'System'];

/** Says which entities a repository deploys; what waits is filed at once. */
export function MapDialog(props: {
  deployment: DeploymentView;
  onMapped: () => void;
  onClose: () => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const [entities, setEntities] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const repository = props.deployment.repository ?? '';

  const submit = async () => {
    setSending(true);
    try {
      const { mapped } = await client.deployments.map({
        instance: props.deployment.instance,
        repository,
        entities,
      });
      toast({
        title: t('inbox.mapped', { count: mapped, repository }),
        status: 'success',
      });
      props.onMapped();
      props.onClose();
    } catch (failure) {
      setError(failureText(failure, text));
      setSending(false);
    }
  };

  return (
    <ItsmDialog
      title={t('inbox.mapTitle', { repository })}
      width={560}
      onClose={props.onClose}
      submit={
        <Button
          isPending={sending}
          isDisabled={entities.length === 0}
          onPress={() => void submit()}
        >
          {t('inbox.submit')}
        </Button>
      }
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          {error && <Alert role="alert" status="danger" icon title={error} />}
          <Text as="p">{t('inbox.mapHint')}</Text>
          <EntitiesField
            label={t('field.entities')}
            isRequired
            kinds={KINDS}
            value={entities}
            onChange={setEntities}
          />
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}
