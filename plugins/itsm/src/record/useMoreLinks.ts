import { useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import type { LinkView, RecordView } from 'backstage-plugin-itsm-common';
import { itsmApiRef, useItsmText } from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { usePlural } from './usePlural';

interface Loaded {
  /** The page of the record that these follow: another one has links of its own. */
  after: string | null;
  links: LinkView[];
  nextCursor: string | null;
}

/** Links of other records beyond those that the record came with, a page at a time. */
export function useMoreLinks(record: RecordView) {
  const client = useApi(itsmApiRef);
  const plural = usePlural(record.kind);
  const text = useItsmText();
  const [error, setError] = useState<string>();
  const [isLoading, setLoading] = useState(false);
  const [known, setKnown] = useState<Loaded>();
  const loaded: Loaded =
    known && known.after === record.nextLinks
      ? known
      : { after: record.nextLinks, links: [], nextCursor: record.nextLinks };
  const load = async () => {
    if (!loaded.nextCursor) return;
    setLoading(true);
    try {
      const page = await client.links(plural, record.number, loaded.nextCursor);
      setKnown({
        ...loaded,
        links: [...loaded.links, ...page.items],
        nextCursor: page.nextCursor,
      });
      setError(undefined);
    } catch (failure) {
      setError(failureText(failure, text));
    } finally {
      setLoading(false);
    }
  };
  return {
    links: loaded.links,
    hasMore: loaded.nextCursor !== null,
    isLoading,
    error,
    load,
  };
}
