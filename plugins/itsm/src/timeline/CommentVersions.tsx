import { useState } from 'react';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  EntryLine,
  EntryPage,
  EntryView,
  RecordView,
} from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  RelativeTime,
  useItsmText,
  useLiveQuery,
} from 'backstage-plugin-itsm-react';
import { RecordMarkdown } from '../record/RecordMarkdown';
import { usePlural } from '../record/usePlural';
import { failureText } from '../states/failure';
import { RedactedNote } from './RedactedNote';
import styles from './Timeline.module.css';

/** What a comment said before, the newest first and the original last. */
export function CommentVersions(props: {
  entry: EntryView;
  record: RecordView;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { entry, record } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const { number } = record;
  const { data, error } = useLiveQuery<EntryPage>(
    `versions ${entry.id}`,
    signal => client.versions(plural, number, entry.id, undefined, signal),
  );
  const [older, setOlder] = useState<EntryPage>();
  const [failed, setFailed] = useState<Error>();
  const last = older ?? data;
  if (error && !data) {
    return (
      <Alert role="alert" status="danger" title={failureText(error, texts)} />
    );
  }
  if (!data) return <Skeleton width="100%" height="3rem" />;
  const before = [...data.items, ...(older?.items ?? [])].slice(1);
  const loadMore = async (cursor: string) => {
    setFailed(undefined);
    try {
      const page = await client.versions(plural, number, entry.id, cursor);
      setOlder({ ...page, items: [...(older?.items ?? []), ...page.items] });
    } catch (failure) {
      setFailed(failure as Error);
    }
  };
  return (
    <ol aria-label={t('comment.versions')} className={styles.versions}>
      {before.map(version => (
        <li key={version.id}>
          <Text variant="body-small" color="secondary">
            {t(
              version.id === entry.id ? 'comment.original' : 'comment.amended',
            )}{' '}
            <RelativeTime at={version.at} />
          </Text>
          <VersionText version={version} record={record} />
        </li>
      ))}
      {last?.nextCursor && (
        <li>
          {failed && (
            <Alert
              role="alert"
              status="danger"
              title={failureText(failed, texts)}
            />
          )}
          <Button
            size="small"
            variant="secondary"
            onPress={() => void loadMore(last.nextCursor!)}
          >
            {t('timeline.more')}
          </Button>
        </li>
      )}
    </ol>
  );
}

function VersionText(props: { version: EntryLine; record: RecordView }) {
  const { t } = useItsmText();
  const { version, record } = props;
  if (version.redacted) return <RedactedNote redacted={version.redacted} />;
  if (version.erased) return <em>{t('timeline.erased')}</em>;
  if (version.unreadable) return <em>{t('timeline.unreadable')}</em>;
  return (
    <RecordMarkdown record={record} content={String(version.body.text ?? '')} />
  );
}
