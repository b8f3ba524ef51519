import { useEffect, useState } from 'react';
import { createApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { KindView, KindViewEntry } from './KindView';

/**
 * The views of all kinds that this app knows.
 *
 * @public
 */
export interface KindViewsApi {
  /** What is known of each kind before its view is loaded. */
  readonly entries: readonly KindViewEntry[];
  /** Loads all views once. */
  load(): Promise<ReadonlyMap<string, KindView>>;
}

/** The views of this app's kinds. @public */
export const kindViewsApiRef = createApiRef<KindViewsApi>().with({
  id: 'plugin.itsm.kind-views',
  pluginId: 'itsm',
});

/**
 * Makes the API of these entries; of two entries for one kind the later wins.
 *
 * @public
 */
export function createKindViewsApi(
  entries: readonly KindViewEntry[],
): KindViewsApi {
  const byKind = [
    ...new Map(entries.map(entry => [entry.kind, entry])).values(),
  ];
  let loaded: Promise<ReadonlyMap<string, KindView>> | undefined;
  const loadAll = async () => {
    const views = await Promise.all(
      byKind.map(async entry => [entry.kind, await entry.load()] as const),
    );
    return new Map(views);
  };
  return {
    entries: byKind,
    load() {
      loaded ??= loadAll().catch(error => {
        // A chunk that failed to load (a deploy in between) may load on the next try
        loaded = undefined;
        throw error;
      });
      return loaded;
    },
  };
}

/**
 * The views by name of the kind; undefined while they are loading.
 *
 * @public
 */
export function useKindViews(): ReadonlyMap<string, KindView> | undefined {
  const api = useApi(kindViewsApiRef);
  const [views, setViews] = useState<ReadonlyMap<string, KindView>>();
  useEffect(() => {
    let mounted = true;
    api.load().then(
      loaded => mounted && setViews(loaded),
      error =>
        mounted &&
        // Thrown in a render, it reaches the error boundary of the page or card
        setViews(() => {
          throw error;
        }),
    );
    return () => {
      mounted = false;
    };
  }, [api]);
  return views;
}
