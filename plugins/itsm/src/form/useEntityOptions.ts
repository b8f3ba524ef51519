import { useAsyncList } from '@backstage/ui';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';

/** One entity to choose; its id is its full ref. */
export interface EntityOption {
  id: string;
  label: string;
  description?: string;
}

const DELAY_MS = 200;
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'spec.profile.displayName',
];

function pause(ms: number, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** Entities of these kinds that match what is typed, as the reader may see them. */
export function useEntityOptions(kinds: readonly string[]) {
  const catalog = useApi(catalogApiRef);
  return useAsyncList<EntityOption>({
    async load({ signal, filterText }) {
      await pause(DELAY_MS, signal);
      const term = filterText?.trim();
      const { items } = await catalog.queryEntities({
        filter: { kind: [...kinds] },
        fields: FIELDS,
        limit: 20,
        orderFields: { field: 'metadata.name', order: 'asc' },
        ...(term && {
          fullTextFilter: {
            term,
            fields: [
              'metadata.name',
              'metadata.title',
              'spec.profile.displayName',
            ],
          },
        }),
      });
      return {
        items: items.map(entity => {
          const profile = entity.spec?.profile as
            { displayName?: string } | undefined;
          const ref = stringifyEntityRef(entity);
          return {
            id: ref,
            label:
              profile?.displayName ??
              entity.metadata.title ??
              entity.metadata.name,
            description: ref,
          };
        }),
      };
    },
  });
}
