import { useId, useState } from 'react';
import { Alert, Button, DialogBody, Flex, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { DeploymentView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { EntitiesField } from '../form/EntityField';
import { useToast } from '../record/useToast';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';
import { useCandidates } from './useCandidates';

const KINDS = ['Component', 'API', 'Resource', 'System'];

/**
 * Says by an alias which entities a repository deploys; what waits is filed at once. The entity that is called as the
 * repository is already chosen.
 */
export function MapDialog(props: {
  deployment: DeploymentView;
  onMapped: () => void;
  onClose: () => void;
}) {
  const text = useItsmText();
  const { t } = text;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const [chosen, setChosen] = useState<string[]>();
  const labelId = useId();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const { instance } = props.deployment;
  const repository = props.deployment.repository ?? '';
  const candidates = useCandidates(KINDS, repository);
  const likely = candidates.filter(({ isSameName }) => isSameName);
  const entities = chosen ?? (likely.length === 1 ? [likely[0].id] : []);
  const others = candidates.filter(({ id }) => !entities.includes(id));

  const submit = async () => {
    setSending(true);
    try {
      const { mapped, alias } = await client.deployments.map({
        instance,
        repository,
        entities,
      });
      toast({
        title:
          alias.state === 'active'
            ? t('inbox.mapped', { count: mapped, repository })
            : t('inbox.mapAwaitsApproval', { repository }),
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
          <Text as="p">{t('inbox.mapHint', { repository, instance })}</Text>
          {others.length > 0 && (
            <div role="group" aria-labelledby={labelId}>
              <Text as="p" id={labelId} variant="body-small" color="secondary">
                {t('inbox.suggestions')}
              </Text>
              <Flex gap="2" mt="2" style={{ flexWrap: 'wrap' }}>
                {others.map(({ id, label }) => (
                  <Button
                    key={id}
                    size="small"
                    variant="secondary"
                    onPress={() => setChosen([...entities, id])}
                  >
                    {t('inbox.addEntity', { name: label })}
                  </Button>
                ))}
              </Flex>
            </div>
          )}
          <EntitiesField
            label={t('field.entities')}
            isRequired
            kinds={KINDS}
            value={entities}
            onChange={setChosen}
          />
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}
