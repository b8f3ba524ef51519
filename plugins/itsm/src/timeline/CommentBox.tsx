import { useState, type ClipboardEvent } from 'react';
import {
  Alert,
  Button,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { RiLockLine } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  mentionsIn,
  type Audience,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { unlessRestricted, useDraft } from '../create/useDraft';
import { MentionField } from '../form/MentionField';
import { ATTACHMENT_PATH } from '../record/RecordMarkdown';
import { useAttach } from '../record/useAttach';
import { usePlural } from '../record/usePlural';
import { failureText } from '../states/failure';
import styles from './Timeline.module.css';

export const MAX_LENGTH = 20_000;

/** Writes a comment, public or internal; the draft survives a reload. */
export function CommentBox(props: {
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { record, onChanged } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const {
    attach,
    uploading,
    error: attachError,
  } = useAttach(record, onChanged);
  const draft = useDraft(
    `comment/${record.number}`,
    { text: '' },
    { keep: unlessRestricted(record) },
  );
  const [audience, setAudience] = useState<Audience>('public');
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const { text } = draft.value;
  const internal = audience === 'internal';
  if (!record.can.comment) return null;

  const send = async () => {
    setSending(true);
    setError(undefined);
    try {
      onChanged(
        await client.comment(plural, record.number, { text, audience }),
      );
      draft.discard();
    } catch (failure) {
      setError(failureText(failure, texts));
    } finally {
      setSending(false);
    }
  };

  const pasteImages = async (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files].filter(file =>
      file.type.startsWith('image/'),
    );
    if (files.length === 0) return;
    event.preventDefault();
    for (const file of files) {
      const attachment = await attach(file);
      if (attachment) {
        const reference = `![${attachment.name}](${ATTACHMENT_PATH}${attachment.id})`;
        draft.set(old => ({
          text: old.text ? `${old.text}\n\n${reference}` : reference,
        }));
      }
    }
  };

  return (
    <div className={`${styles.box} ${internal ? styles.noteBox : ''}`}>
      <div onPaste={event => void pasteImages(event)}>
        <MentionField
          aria-label={t('comment.label')}
          placeholder={t('comment.placeholder')}
          maxLength={MAX_LENGTH}
          value={text}
          onChange={value => draft.set({ text: value })}
        />
      </div>
      {internal && mentionsIn(text).includes(record.requester) && (
        <Alert status="warning" icon title={t('comment.requesterMentioned')} />
      )}
      {uploading && (
        <Text role="status">{t('record.uploading', { name: uploading })}</Text>
      )}
      {(error ?? attachError) && (
        <Alert role="alert" status="danger" title={error ?? attachError} />
      )}
      <div className={styles.boxFooter}>
        {record.can.commentInternally ? (
          <div className={styles.boxFooter}>
            <ToggleButtonGroup
              aria-label={t('comment.audience.label')}
              selectionMode="single"
              disallowEmptySelection
              selectedKeys={[audience]}
              onSelectionChange={keys => setAudience([...keys][0] as Audience)}
            >
              <ToggleButton id="public">
                {t('comment.audience.public')}
              </ToggleButton>
              <ToggleButton id="internal" iconStart={<RiLockLine />}>
                {t('comment.audience.internal')}
              </ToggleButton>
            </ToggleButtonGroup>
            {internal && (
              <Text variant="body-small">{t('comment.internalHint')}</Text>
            )}
          </div>
        ) : (
          <span />
        )}
        <Button
          isPending={sending}
          isDisabled={!/\S/.test(text)}
          onPress={() => void send()}
        >
          {internal ? t('comment.sendInternal') : t('comment.send')}
        </Button>
      </div>
    </div>
  );
}
