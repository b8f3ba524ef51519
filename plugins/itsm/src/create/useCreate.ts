import { useRef, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  useRecordPath,
  type CreateDialogProps,
} from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { useToast } from '../record/useToast';

/**
 * Sends a new record. One key for all tries with the same content: a double click or a retry after
 * a lost answer makes one record; corrected input needs a new key. Once there is a record, its draft
 * is thrown away and the dialog closes.
 */
export function useCreate(
  dialog: Pick<CreateDialogProps, 'plural' | 'onCreated' | 'onClose'>,
  discard: () => void,
) {
  const text = useItsmText();
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const path = useRecordPath();
  const sent = useRef<{ body: string; key: string }>();
  const busy = useRef(false);
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();

  const send = async (input: object): Promise<RecordView | undefined> => {
    if (busy.current) return undefined;
    busy.current = true;
    setSending(true);
    setError(undefined);
    const body = JSON.stringify(input);
    if (sent.current?.body !== body) {
      sent.current = { body, key: crypto.randomUUID() };
    }
    try {
      const record = await client.create(dialog.plural, input, {
        idempotencyKey: sent.current.key,
      });
      const { number, kind } = record;
      toast({
        title: text.code(`kind.${kind}.created`, { number }),
        status: 'success',
        links: [{ label: number, href: path(number) }],
      });
      return record;
    } catch (failure) {
      setError(failureText(failure, text));
      return undefined;
    } finally {
      busy.current = false;
      setSending(false);
    }
  };
  const create = async (input: object): Promise<void> => {
    const record = await send(input);
    if (!record) return;
    discard();
    dialog.onCreated?.(record);
    dialog.onClose();
  };
  return { create, sending, error };
}
