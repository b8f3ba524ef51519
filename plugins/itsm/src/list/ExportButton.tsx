import { useState } from 'react';
import { ButtonIcon } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { RiDownloadLine } from '@remixicon/react';
import type { RecordQuery } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { saveFile } from './saveFile';
import { useToast } from '../record/useToast';

/** Hands the browser all rows of the list, not only those of its page. */
export function ExportButton(props: {
  plural: string;
  query: RecordQuery;
  /** Names of the file's columns. */
  columns: string;
  isDisabled: boolean;
}) {
  const { t } = useItsmText();
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const download = async () => {
    const { cursor, limit, count, actions, texts, ...query } = props.query;
    setBusy(true);
    try {
      const { columns } = props;
      saveFile(
        `${props.plural}.csv`,
        await client.csv(props.plural, { ...query, columns }),
      );
    } catch (error) {
      toast({
        title: t('list.csvFailed'),
        description: (error as Error).message,
        status: 'danger',
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <ButtonIcon
      aria-label={t('list.csv')}
      variant="secondary"
      icon={<RiDownloadLine />}
      isDisabled={props.isDisabled}
      isPending={busy}
      onPress={() => void download()}
    />
  );
}
