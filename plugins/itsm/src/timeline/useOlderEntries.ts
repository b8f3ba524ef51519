import { useCallback, useMemo, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { EntryView, RecordView } from 'backstage-plugin-itsm-common';
import { itsmApiRef } from 'backstage-plugin-itsm-react';
import { usePlural } from '../record/usePlural';
import { withRedactions } from './redactableOf';
import { withAmendments } from './newestOf';

/**
 * The first page comes with the record and follows it; older pages are loaded on demand. Entries
 * are immutable, so that pages loaded before stay right when new entries push the first page on.
 */
export function useOlderEntries(record: RecordView) {
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const [older, setOlder] = useState<EntryView[]>([]);
  const [cursor, setCursor] = useState<string | null>();
  const [loading, setLoading] = useState(false);
  const [error, setError] = useState<Error>();
  const next = cursor === undefined ? record.timeline.nextCursor : cursor;

  const entries = useMemo(() => {
    const byId = new Map<string, EntryView>();
    // What was read last comes last: it knows what may still be done
    for (const entry of [...older, ...record.timeline.items]) {
      byId.set(entry.id, entry);
    }
    const sorted = [...byId.values()].sort((a, b) => b.seq - a.seq);
    return withRedactions(withAmendments(sorted));
  }, [record.timeline.items, older]);

  const loadMore = useCallback(async () => {
    if (!next || loading) return;
    setLoading(true);
    setError(undefined);
    try {
      const page = await client.timeline(plural, record.number, next);
      // The page before the first load may have moved on meanwhile: keep what was shown
      setOlder(old => [...record.timeline.items, ...old, ...page.items]);
      setCursor(page.nextCursor);
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setLoading(false);
    }
  }, [client, plural, record.number, record.timeline.items, next, loading]);

  return { entries, hasMore: Boolean(next), loading, error, loadMore };
}
