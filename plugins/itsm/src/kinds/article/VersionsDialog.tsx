import { useState } from 'react';
import {
  Button,
  DialogBody,
  DialogFooter,
  Select,
  Skeleton,
} from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EntryView, RecordView } from 'backstage-plugin-itsm-common';
import {
  itsmApiRef,
  useItsmText,
  useLiveQuery,
  type RecordPanelProps,
} from 'backstage-plugin-itsm-react';
import { useToast } from '../../record/useToast';
import { usePlural } from '../../record/usePlural';
import { FailureAlert } from '../../states/FailureAlert';
import { failureText } from '../../states/failure';
import { ItsmDialog } from '../../states/ItsmDialog';
import { TextDiff } from './TextDiff';
import { versionsOf, type Version } from './versionsOf';
import styles from './Article.module.css';

/** Two versions side by side, line by line; an older one can be the beginning of the next. */
export function VersionsDialog(
  props: RecordPanelProps & { onClose: () => void },
) {
  const { t } = useItsmText();
  const { record, onClose } = props;
  const { data: entries, error, refresh } = useAllEntries(record);
  return (
    <ItsmDialog title={t('article.versions')} width={820} onClose={onClose}>
      {entries ? (
        <Comparison {...props} versions={versionsOf(record, entries)} />
      ) : (
        <DialogBody>
          {error ? (
            <FailureAlert error={error} onRetry={refresh} />
          ) : (
            <Skeleton width="100%" height="16rem" />
          )}
        </DialogBody>
      )}
    </ItsmDialog>
  );
}

/** The whole timeline: texts of old versions are nowhere else. */
function useAllEntries(record: RecordView) {
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  return useLiveQuery(`entries ${record.number}`, async signal => {
    const entries: EntryView[] = [...record.timeline.items];
    let next = record.timeline.nextCursor;
    while (next) {
      const page = await client.timeline(plural, record.number, next, signal);
      entries.push(...page.items);
      next = page.nextCursor;
    }
    return entries;
  });
}

function Comparison(
  props: RecordPanelProps & { versions: Version[]; onClose: () => void },
) {
  const text = useItsmText();
  const { t } = text;
  const { record, versions, onChanged, onClose } = props;
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const toast = useToast();
  const [sending, setSending] = useState(false);
  const [older, setOlder] = useState(versions[1] ?? versions[0]);
  const [newer, setNewer] = useState(versions[0]);
  const mayRestore = record.actions.some(
    ({ name, refused }) => name === 'check_out' && !refused,
  );
  const restore = async () => {
    setSending(true);
    try {
      const { title, description } = older;
      onChanged(
        await client.act(
          plural,
          record.number,
          'check_out',
          { title, description },
          { version: record.version },
        ),
      );
      onClose();
    } catch (error) {
      toast({ title: failureText(error as Error, text), status: 'danger' });
      setSending(false);
    }
  };
  const choice = (label: string, value: Version, choose: typeof setOlder) => (
    <Select
      label={label}
      value={value.version}
      onChange={key =>
        choose(versions.find(({ version }) => version === key) ?? value)
      }
      options={versions.map(({ version, title }) => ({
        id: version,
        label: version,
        description: title,
      }))}
    />
  );
  return (
    <>
      <DialogBody>
        <div className={styles.pair}>
          {choice(t('article.from'), older, setOlder)}
          {choice(t('article.to'), newer, setNewer)}
        </div>
        <TextDiff
          before={`${older.title}\n\n${older.description}`}
          after={`${newer.title}\n\n${newer.description}`}
        />
      </DialogBody>
      <DialogFooter>
        {mayRestore && older.version !== record.fields.version && (
          <Button isPending={sending} onPress={restore}>
            {t('article.restore', { version: older.version })}
          </Button>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t('article.close')}
        </Button>
      </DialogFooter>
    </>
  );
}
