import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { queryEntityOptions, type EntityOption } from './queryEntityOptions';

const KINDS = ['User', 'Group'];
/** As many as fit below a field. */
const LIMIT = 8;

/** Who is called so, before those in whose name the letters are somewhere. */
function namesFirst(items: EntityOption[], term: string): EntityOption[] {
  const begins = ({ label }: EntityOption) =>
    label
      .toLowerCase()
      .split(/[\s-]+/)
      .some(word => word.startsWith(term.toLowerCase()));
  return [...items.filter(begins), ...items.filter(option => !begins(option))];
}

/** People and groups whose name has the term in it; none while nothing is asked for. */
export function useMentionOptions(term: string | undefined): EntityOption[] {
  const catalog = useApi(catalogApiRef);
  const [found, setFound] = useState<{ term: string; items: EntityOption[] }>();
  useEffect(() => {
    if (term === undefined) return undefined;
    const asked = new AbortController();
    queryEntityOptions(catalog, {
      kinds: KINDS,
      term,
      limit: LIMIT,
      signal: asked.signal,
    }).then(
      items =>
        !asked.signal.aborted &&
        setFound({ term, items: namesFirst(items, term) }),
      // Typed on, or the catalog is away: who is known by name can be written out
      () => {},
    );
    return () => asked.abort();
  }, [catalog, term]);
  // Those of the letters before stay until the next ones come
  return term !== undefined && found && term.startsWith(found.term)
    ? found.items
    : [];
}
