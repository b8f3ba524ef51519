import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { AttachmentView, RecordView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { usePlural } from './usePlural';

/** Uploads files to a record, one after the other. */
export function useAttach(
  record: RecordView,
  onChanged: (record: RecordView) => void,
) {
  const text = useItsmText();
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const [uploading, setUploading] = useState<string>();
  const [error, setError] = useState<string>();

  /** Returns the new attachment, or undefined after telling why there is none. */
  const attach = async (file: File): Promise<AttachmentView | undefined> => {
    setUploading(file.name);
    setError(undefined);
    try {
      const changed = await client.attach(
        plural,
        record.number,
        file,
        file.name,
      );
      onChanged(changed);
      const known = new Set(record.attachments.map(each => each.id));
      return changed.attachments.find(each => !known.has(each.id));
    } catch (failure) {
      const reason = failureText(failure, text);
      setError(text.t('comment.attachFailed', { name: file.name, reason }));
      return undefined;
    } finally {
      setUploading(undefined);
    }
  };
  return { attach, uploading, error };
}
