import { useState } from 'react';
import {
  Alert,
  Button,
  DialogBody,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntityPresentation } from '@backstage/plugin-catalog-react';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { useToast } from '../record/useToast';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';

const FORM = 'itsm-move-records';
const MAX_REF = 300;

/** Asks for the old name: the catalog does not have it any more, so there is nothing to choose from. */
export function MoveRecordsDialog(props: {
  entity: string;
  onClose: () => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { entity, onClose } = props;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const { primaryTitle } = useEntityPresentation(entity);
  const [typed, setTyped] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const from = typed.trim();

  const submit = async () => {
    setSending(true);
    setError(undefined);
    try {
      const { links, toCheck } = await client.entities.rename({
        from,
        to: entity,
      });
      toast({
        title: t('rename.done', { count: links, from }),
        status: 'success',
      });
      if (toCheck.length > 0) {
        const names = toCheck.map(({ name }) => name).join(', ');
        toast({ title: t('rename.toCheck', { names }), status: 'warning' });
      }
      onClose();
    } catch (failure) {
      setError(failureText(failure, texts));
      setSending(false);
    }
  };

  return (
    <ItsmDialog
      title={t('rename.title', { name: primaryTitle })}
      width={480}
      onClose={onClose}
      submit={
        <Button
          type="submit"
          form={FORM}
          isPending={sending}
          isDisabled={!from}
        >
          {t('rename.submit')}
        </Button>
      }
    >
      <DialogBody>
        <form
          id={FORM}
          noValidate
          onSubmit={event => {
            event.preventDefault();
            void submit();
          }}
        >
          <Flex direction="column" gap="4">
            {error && <Alert role="alert" status="danger" icon title={error} />}
            <Text as="p">{t('rename.hint')}</Text>
            <TextField
              isRequired
              label={t('rename.from')}
              description={t('rename.fromHint')}
              maxLength={MAX_REF}
              value={typed}
              onChange={setTyped}
            />
          </Flex>
        </form>
      </DialogBody>
    </ItsmDialog>
  );
}
