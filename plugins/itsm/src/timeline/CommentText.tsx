import { useState } from 'react';
import { Button, ButtonIcon, Text } from '@backstage/ui';
import { RiEditLine } from '@remixicon/react';
import type { EntryView, RecordView } from 'backstage-plugin-itsm-common';
import { RelativeTime, useItsmText } from 'backstage-plugin-itsm-react';
import { useIsDrafted } from '../create/useDraft';
import { RecordMarkdown } from '../record/RecordMarkdown';
import { AmendBox } from './AmendBox';
import { CommentVersions } from './CommentVersions';
import { amendDraft, newestOf, untoldIn } from './newestOf';
import styles from './Timeline.module.css';

const nameOf = (ref: string) => ref.slice(ref.indexOf('/') + 1);

/** What a comment says now; who wrote it says it anew, and everybody may read what it said before. */
export function CommentText(props: {
  entry: EntryView;
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const { t } = useItsmText();
  const { entry, record } = props;
  // A draft that survived a reload is open again
  const isKept = useIsDrafted(amendDraft(record, entry)) && !record.restricted;
  const [asked, setAsked] = useState<'open' | 'closed'>();
  const isEditing = asked ? asked === 'open' : isKept;
  const [isOpen, setOpen] = useState(false);
  const newest = newestOf(entry);
  const untold = untoldIn(entry);
  if (isEditing && entry.editable) {
    return (
      <AmendBox
        {...props}
        isAsked={asked === 'open'}
        onClose={() => setAsked('closed')}
      />
    );
  }
  return (
    <div
      className={`${styles.comment} ${
        entry.audience === 'internal' ? styles.internal : ''
      }`}
    >
      {newest.erased || newest.unreadable ? (
        <em>{t(newest.erased ? 'timeline.erased' : 'timeline.unreadable')}</em>
      ) : (
        <RecordMarkdown
          record={record}
          content={String(newest.body.text ?? '')}
        />
      )}
      {untold.length > 0 && (
        <Text as="div" variant="body-small" color="secondary">
          {t('comment.untold', { names: untold.map(nameOf).join(', ') })}
        </Text>
      )}
      {(entry.editable || entry.amendment) && (
        <div className={styles.commentFooter}>
          {entry.amendment && (
            <Button
              size="small"
              variant="tertiary"
              aria-expanded={isOpen}
              onPress={() => setOpen(!isOpen)}
            >
              {t('comment.amended')} <RelativeTime at={entry.amendment.at} />
            </Button>
          )}
          {entry.editable && (
            <ButtonIcon
              size="small"
              variant="tertiary"
              aria-label={t('comment.edit')}
              icon={<RiEditLine />}
              onPress={() => setAsked('open')}
            />
          )}
        </div>
      )}
      {isOpen && entry.amendment && (
        <CommentVersions
          key={entry.amendment.id}
          entry={entry}
          record={record}
        />
      )}
    </div>
  );
}
