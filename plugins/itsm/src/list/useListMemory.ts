import { useCallback, useMemo } from 'react';
import type { JsonValue } from '@backstage/types';
import { useStored } from './useStored';

/** A search that somebody gave a name. */
export interface SavedView {
  name: string;
  /** Filters and columns, as in the URL. */
  search: string;
}

const textsOf = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every(each => typeof each === 'string')
    ? value
    : undefined;

const isView = (value: any): value is any =>
  typeof value?.name === 'string' && typeof value?.search === 'string';

const objectOf = (value: JsonValue | undefined) =>
  (value && typeof value === 'object' ? value : {}) as Record<string, unknown>;

/**
 * What is kept of a kind's lists for its reader. Columns are a matter of taste: they are the same on all
 * pages. Filters are kept of the list of all records alone: who opens the tab of an entity wants to know
 * what is wrong with it, not what they filtered last.
 */
export function useListMemory(kind: string) {
  const list = useStored(`list.${kind}`);
  const stored = useStored(`views.${kind}`);
  const kept = objectOf(list.value);
  const columns = useMemo(() => textsOf(kept.columns), [kept.columns]);
  const last = typeof kept.last === 'string' ? kept.last : undefined;
  const views = useMemo<SavedView[]>(
    () => (Array.isArray(stored.value) ? stored.value : []).filter(isView),
    [stored.value],
  );

  const { save } = list;
  const keep = useCallback(
    (next: { columns?: string[]; last?: string }) => {
      const { columns: names, last: search } = { columns, last, ...next };
      save({
        ...(names && { columns: names }),
        ...(search && { last: search }),
      }).catch(() => {
        // It shows what was chosen; only the next visit does not know
      });
    },
    [save, columns, last],
  );
  const { save: saveStored } = stored;
  const saveViews = useCallback(
    (next: SavedView[]) =>
      saveStored(next.map(({ name, search }) => ({ name, search }))),
    [saveStored],
  );
  return { known: list.known, columns, last, keep, views, saveViews };
}

/** @see useListMemory */
export type ListMemory = ReturnType<typeof useListMemory>;
