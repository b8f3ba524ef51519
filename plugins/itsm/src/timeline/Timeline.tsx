import { useState } from 'react';
import {
  Alert,
  Button,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import { useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { ENTRY_FILTERS, passes, type EntryFilter } from './entryDetails';
import { TimelineEntry } from './TimelineEntry';
import { useOlderEntries } from './useOlderEntries';
import { useScrollToEntry } from './useScrollToEntry';
import styles from './Timeline.module.css';

/** What happened, newest first. */
export function Timeline(props: {
  record: RecordView;
  onChanged: (record: RecordView) => void;
}) {
  const texts = useItsmText();
  const { t } = texts;
  const { record, onChanged } = props;
  const [filter, setFilter] = useState<EntryFilter>('all');
  const { entries, hasMore, loading, error, loadMore } =
    useOlderEntries(record);
  // What fails is tried again by the reader, not at once
  useScrollToEntry(entries, hasMore && !error ? loadMore : undefined);
  const shown = entries.filter(entry => passes(filter, entry));
  return (
    <>
      <div className={styles.filters}>
        <ToggleButtonGroup
          aria-label={t('timeline.filter.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filter]}
          onSelectionChange={keys => setFilter([...keys][0] as EntryFilter)}
        >
          {ENTRY_FILTERS.map(name => (
            <ToggleButton key={name} id={name} size="small">
              {t(`timeline.filter.${name}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      {shown.length === 0 ? (
        <Text as="p" color="secondary">
          {t('timeline.noneInFilter')}
        </Text>
      ) : (
        <ol className={styles.entries}>
          {shown.map(entry => (
            <TimelineEntry
              key={entry.id}
              entry={entry}
              record={record}
              onChanged={onChanged}
            />
          ))}
        </ol>
      )}
      {error && (
        <Alert role="alert" status="danger" title={failureText(error, texts)} />
      )}
      {hasMore && (
        <Button
          variant="secondary"
          isPending={loading}
          onPress={() => void loadMore()}
        >
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}
