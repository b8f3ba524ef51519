import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** One entity to choose; its id is its full ref. */
export interface EntityOption {
  id: string;
  label: string;
  description?: string;
}

const DELAY_MS = 200;
const SEARCHED = [
  'metadata.name',
  'metadata.title',
  'spec.profile.displayName',
];
const FIELDS = ['kind', 'metadata.namespace', ...SEARCHED];

function pause(ms: number, signal: AbortSignal) {
  return new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/**
 * Entities of these kinds that match what is typed, as the reader may see them; asked once typing
 * pauses. An aborted signal rejects it.
 */
export async function queryEntityOptions(
  catalog: CatalogApi,
  options: {
    kinds: readonly string[];
    term?: string;
    limit: number;
    signal: AbortSignal;
  },
): Promise<EntityOption[]> {
  await pause(DELAY_MS, options.signal);
  const term = options.term?.trim();
  const { items } = await catalog.queryEntities({
    filter: { kind: [...options.kinds] },
    fields: FIELDS,
    limit: options.limit,
    orderFields: { field: 'metadata.name', order: 'asc' },
    ...(term && { fullTextFilter: { term, fields: SEARCHED } }),
  });
  return items.map(entity => {
    const profile = entity.spec?.profile as
      { displayName?: string } | undefined;
    const ref = stringifyEntityRef(entity);
    return {
      id: ref,
      label:
        profile?.displayName ?? entity.metadata.title ?? entity.metadata.name,
      description: ref,
    };
  });
}
