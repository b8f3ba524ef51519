import { useEffect, useState } from 'react';
import {
  createApiRef,
  useApi,
  type ConfigApi,
} from '@backstage/frontend-plugin-api';
import type { KindView, KindViewEntry } from './KindView';

/**
 * The views of all kinds that this app knows.
 *
 * @public
 */
export interface KindViewsApi {
  /** What is known of each kind before its view is loaded. */
  readonly entries: readonly KindViewEntry[];
  /** Of kinds that the configuration leaves out. */
  readonly switchedOff: readonly KindViewEntry[];
  /** Loads the view of a kind once; undefined for a kind that this app has no view of. */
  load(kind: string): Promise<KindView | undefined>;
}

/** The views of this app's kinds. @public */
export const kindViewsApiRef = createApiRef<KindViewsApi>().with({
  id: 'plugin.itsm.kind-views',
  pluginId: 'itsm',
});

/**
 * Whether `itsm.modules` of the configuration leaves a kind on, as it is for the backend.
 *
 * @public
 */
export const isKindOn = (kind: string, config?: ConfigApi): boolean =>
  config?.getOptionalBoolean(`itsm.modules.${kind}`) ?? true;

/**
 * Makes the API of these entries; of two entries for one kind the later wins. Those that
 * `itsm.modules` of the configuration switches off are left out, as the backend leaves out the kind.
 *
 * @public
 */
export function createKindViewsApi(
  entries: readonly KindViewEntry[],
  config?: ConfigApi,
): KindViewsApi {
  const isOn = ({ kind }: KindViewEntry) => isKindOn(kind, config);
  const known = [
    ...new Map(entries.map(entry => [entry.kind, entry])).values(),
  ];
  const byKind = new Map(
    known.filter(isOn).map(entry => [entry.kind, entry] as const),
  );
  const loaded = new Map<string, Promise<KindView | undefined>>();
  return {
    entries: [...byKind.values()],
    switchedOff: known.filter(entry => !isOn(entry)),
    load(kind) {
      const before = loaded.get(kind);
      if (before) return before;
      const loading = (async () => byKind.get(kind)?.load())();
      loaded.set(kind, loading);
      // A chunk that failed to load (a deploy in between) may load on the next try
      loading.catch(() => loaded.delete(kind));
      return loading;
    },
  };
}

/**
 * The view of a kind; undefined while it is loading, and for no kind.
 *
 * @public
 */
export function useKindView(kind: string | undefined): KindView | undefined {
  const api = useApi(kindViewsApiRef);
  const [loaded, setLoaded] = useState<{ kind: string; view?: KindView }>();
  useEffect(() => {
    if (kind === undefined) return undefined;
    let mounted = true;
    api.load(kind).then(
      view => mounted && setLoaded({ kind, view }),
      error =>
        mounted &&
        // Thrown in a render, it reaches the error boundary of the page or card
        setLoaded(() => {
          throw error;
        }),
    );
    return () => {
      mounted = false;
    };
  }, [api, kind]);
  return loaded?.kind === kind ? loaded?.view : undefined;
}
