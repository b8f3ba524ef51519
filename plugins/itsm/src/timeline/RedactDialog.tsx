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
import type { RecordView, RedactionInput } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { usePlural } from '../record/usePlural';
import { useToast } from '../record/useToast';
import { failureText } from '../states/failure';
import { ItsmDialog } from '../states/ItsmDialog';

const MAX_REASON = 500;

/** What is redacted, and how the reader knows it. */
export interface Redactable {
  /** `comment`, `file`, or the name of a field. */
  what: string;
  label: string;
  input: RedactionInput;
}

/** Asks once more: nothing brings back what was redacted. */
export function RedactDialog(props: {
  record: RecordView;
  redactable: Redactable;
  onChanged: (record: RecordView) => void;
  onClose: () => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { record, redactable } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const toast = useToast();
  const [reason, setReason] = useState('');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const hint = ['comment', 'file'].includes(redactable.what)
    ? (redactable.what as 'comment' | 'file')
    : 'field';

  const submit = async () => {
    setSending(true);
    setError(undefined);
    try {
      props.onChanged(
        await client.redact(plural, record.number, {
          ...redactable.input,
          ...(/\S/.test(reason) && { reason }),
        }),
      );
      toast({ title: t('redact.done'), status: 'success' });
      props.onClose();
    } catch (failure) {
      setError(failureText(failure, texts));
      setSending(false);
    }
  };

  return (
    <ItsmDialog
      title={redactable.label}
      width={480}
      onClose={props.onClose}
      submit={
        <Button destructive isPending={sending} onPress={() => void submit()}>
          {t('redact.submit')}
        </Button>
      }
    >
      <DialogBody>
        <Flex direction="column" gap="4">
          {error && <Alert role="alert" status="danger" icon title={error} />}
          <Text as="p">{t(`redact.hint.${hint}`)}</Text>
          <TextField
            label={t('redact.reason')}
            description={t('redact.reasonHint')}
            maxLength={MAX_REASON}
            value={reason}
            onChange={setReason}
          />
        </Flex>
      </DialogBody>
    </ItsmDialog>
  );
}
