import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type {
  DefinitionVersionPage,
  DefinitionView,
} from 'backstage-plugin-itsm-common';
import { itsmApiRef } from 'backstage-plugin-itsm-react';
import { useVersions } from '../definitionQueries';

const PAGE = 20;

/** The versions of a definition, newest first, page by page. A new version begins again at the first page. */
export function useOlderVersions(plural: string, definition: DefinitionView) {
  const { id, version } = definition;
  const client = useApi(itsmApiRef).definitions;
  const newest = useVersions(plural, definition, PAGE);
  const [older, setOlder] = useState<DefinitionVersionPage>();
  const [failure, setFailure] = useState<Error>();
  const [loading, setLoading] = useState(false);
  useEffect(() => {
    setOlder(undefined);
    setFailure(undefined);
  }, [id, version]);

  const cursor = (older ?? newest.data)?.nextCursor ?? undefined;
  const loadMore = async () => {
    setLoading(true);
    setFailure(undefined);
    try {
      const page = await client.versions(plural, id, { cursor, limit: PAGE });
      setOlder(before => ({
        items: [...(before?.items ?? []), ...page.items],
        nextCursor: page.nextCursor,
        intact: (before?.intact ?? true) && page.intact,
      }));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setLoading(false);
    }
  };
  return {
    items: newest.data && [...newest.data.items, ...(older?.items ?? [])],
    intact: (newest.data?.intact ?? true) && (older?.intact ?? true),
    error: failure ?? (newest.data ? undefined : newest.error),
    retry: failure ? () => void loadMore() : newest.refresh,
    loading,
    /** Undefined when there are no older ones. */
    loadMore: cursor === undefined ? undefined : loadMore,
  };
}
