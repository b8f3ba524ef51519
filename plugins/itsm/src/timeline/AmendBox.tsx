import { useEffect, useRef, useState } from 'react';
import { Alert, Button, Flex } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  ItsmRequestError,
  type EntryLine,
  type EntryView,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { unlessRestricted, useDraft } from '../create/useDraft';
import { MentionField } from '../form/MentionField';
import { RecordMarkdown } from '../record/RecordMarkdown';
import { usePlural } from '../record/usePlural';
import { failureText } from '../states/failure';
import { MAX_LENGTH } from './CommentBox';
import { amendDraft, newestOf } from './newestOf';
import styles from './Timeline.module.css';

/** Says a comment anew. Another version that was faster is shown, and what was typed is kept. */
export function AmendBox(props: {
  entry: EntryView;
  record: RecordView;
  onChanged: (record: RecordView) => void;
  /** The reader asked for it just now: the focus goes there. */
  isAsked: boolean;
  onClose: () => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { entry, record } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const [seen] = useState(() => newestOf(entry));
  const [faster, setFaster] = useState<EntryLine>();
  const [sending, setSending] = useState(false);
  const [error, setError] = useState<string>();
  const draft = useDraft(
    amendDraft(record, entry),
    {
      text: String(seen.body.text ?? ''),
      // A draft that survived a reload is about what its writer saw then
      seq: seen.seq,
    },
    { keep: unlessRestricted(record) },
  );
  const { text, seq } = draft.value;
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (props.isAsked) root.current?.querySelector('textarea')?.focus();
  }, [props.isAsked]);
  const close = () => {
    draft.discard();
    props.onClose();
  };

  const send = async () => {
    setSending(true);
    setError(undefined);
    try {
      props.onChanged(
        await client.amend(plural, record.number, entry.id, text, {
          version: faster?.seq ?? seq,
        }),
      );
      close();
    } catch (failure) {
      if (failure instanceof ItsmRequestError && failure.status === 412) {
        const versions = client.versions(plural, record.number, entry.id);
        setFaster((await versions.catch(() => undefined))?.items[0]);
      }
      setError(failureText(failure, texts));
      setSending(false);
    }
  };

  return (
    <div ref={root} className={styles.amend}>
      {faster ? (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('comment.faster')}
          description={
            <RecordMarkdown
              record={record}
              content={String(faster.body.text ?? '')}
            />
          }
        />
      ) : (
        error && <Alert role="alert" status="danger" title={error} />
      )}
      <MentionField
        aria-label={t('comment.edit')}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={value => draft.set({ text: value, seq })}
      />
      <Flex gap="2">
        <Button
          isPending={sending}
          isDisabled={!/\S/.test(text)}
          onPress={() => void send()}
        >
          {faster ? t('stale.apply') : t('form.save')}
        </Button>
        <Button variant="secondary" onPress={close}>
          {t('form.cancel')}
        </Button>
      </Flex>
    </div>
  );
}
