import { useAsyncList } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { queryEntityOptions, type EntityOption } from './queryEntityOptions';

const LIMIT = 20;

/** Entities of these kinds that match what is typed, as the reader may see them. */
export function useEntityOptions(kinds: readonly string[]) {
  const catalog = useApi(catalogApiRef);
  return useAsyncList<EntityOption>({
    load: async ({ signal, filterText: term }) => ({
      items: await queryEntityOptions(catalog, {
        kinds,
        term,
        limit: LIMIT,
        signal,
      }),
    }),
  });
}
