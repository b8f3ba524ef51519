import { Suspense, lazy, useRef, useState } from 'react';
import { Alert, Button, ButtonIcon, Text } from '@backstage/ui';
import { RiAttachment2, RiDownloadLine, RiEraserLine } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { AttachmentView, RecordView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { useIsRedactor } from '../timeline/RedactMenu';
import { Panel } from './Panel';
import { useAttach } from './useAttach';
import { usePlural } from './usePlural';
import styles from './RecordPage.module.css';

const RedactDialog = lazy(() =>
  import('../timeline/RedactDialog').then(m => ({ default: m.RedactDialog })),
);

function size(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 * 1024
    ? `${Math.round(bytes / 1024)} kB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Files of the record; downloads carry the reader's token, so they go through the client. */
export function AttachmentsPanel(props: {
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { record } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const { attach, error, uploading } = useAttach(record, props.onChanged);
  const input = useRef<HTMLInputElement>(null);
  const isRedactor = useIsRedactor();
  const [redacting, setRedacting] = useState<AttachmentView>();
  const [downloadError, setDownloadError] = useState<string>();

  const read = async ({ id, name }: AttachmentView) => {
    try {
      setDownloadError(undefined);
      return await client.attachment(plural, record.number, id);
    } catch (failure) {
      const reason = failureText(failure, texts);
      setDownloadError(t('record.downloadFailed', { name, reason }));
      return undefined;
    }
  };
  const download = async (file: AttachmentView) => {
    const blob = await read(file);
    if (!blob) return;
    const url = URL.createObjectURL(blob);
    const anchor = document.createElement('a');
    anchor.href = url;
    anchor.download = file.name;
    anchor.click();
    URL.revokeObjectURL(url);
  };

  return (
    <Panel
      title={t('record.attachments')}
      action={
        record.can.comment && (
          <Button
            size="small"
            variant="tertiary"
            iconStart={<RiAttachment2 />}
            isPending={Boolean(uploading)}
            onPress={() => input.current?.click()}
          >
            {t('record.addFile')}
          </Button>
        )
      }
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('record.addFile')}
        onChange={event => {
          const file = event.target.files?.[0];
          if (file) void attach(file);
          event.target.value = '';
        }}
      />
      {(downloadError ?? error) && (
        <Alert role="alert" status="danger" title={downloadError ?? error} />
      )}
      {record.attachments.length === 0 && (
        <Text color="secondary">{t('record.noAttachments')}</Text>
      )}
      <ul className={styles.list}>
        {record.attachments.map(file => (
          <li key={file.id} className={styles.row}>
            <span>
              {file.name} <span className={styles.role}>{size(file.size)}</span>
            </span>
            <span>
              <ButtonIcon
                size="small"
                variant="tertiary"
                aria-label={t('record.download', { name: file.name })}
                icon={<RiDownloadLine />}
                onPress={() => void download(file)}
              />
              {(file.redactable || isRedactor) && (
                <ButtonIcon
                  size="small"
                  variant="tertiary"
                  aria-label={t('redact.fileNamed', { name: file.name })}
                  icon={<RiEraserLine />}
                  onPress={() => setRedacting(file)}
                />
              )}
            </span>
          </li>
        ))}
      </ul>
      <Suspense fallback={null}>
        {redacting && (
          <RedactDialog
            record={record}
            redactable={{
              what: 'file',
              label: t('redact.fileNamed', { name: redacting.name }),
              input: { attachment: redacting.id },
            }}
            onChanged={props.onChanged}
            onClose={() => setRedacting(undefined)}
          />
        )}
      </Suspense>
    </Panel>
  );
}
