import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { RecordQuery } from 'backstage-plugin-itsm-common';
import { aboutEntity } from 'backstage-plugin-itsm-react';

/** Filters of a list as they stand in the URL; absent means the default. */
export interface ListFilters {
  state: 'open' | 'closed' | 'all';
  q: string;
  priority: string;
  mine: boolean;
  group: string;
}

const NAMES = ['state', 'q', 'priority', 'mine', 'group'] as const;
const PAGE_SIZE = 20;

/**
 * Filters and page of a list, kept in the URL: a pasted URL shows the same list. A next page is a
 * step of the browser's history, a filter replaces the last one.
 */
export function useListState(entity: string | undefined) {
  const [params, setParams] = useSearchParams();
  const state = params.get('state');
  const filters: ListFilters = {
    state: state === 'closed' || state === 'all' ? state : 'open',
    q: params.get('q') ?? '',
    priority: params.get('priority') ?? '',
    mine: params.get('mine') === 'true',
    group: params.get('group') ?? '',
  };
  const cursor = params.get('cursor') ?? undefined;
  const page = Number(params.get('page') ?? '1') || 1;
  // Cursors point forward only: the way back is remembered
  const cursors = useRef<Record<number, string | undefined>>({});
  cursors.current[page] = cursor;

  const setFilters = useCallback(
    (patch: Partial<ListFilters>) => {
      cursors.current = {};
      setParams(
        old => {
          const next = new URLSearchParams(old);
          for (const [name, value] of Object.entries(patch)) {
            const isDefault = !value || value === 'open';
            if (isDefault) next.delete(name);
            else next.set(name, String(value));
          }
          next.delete('cursor');
          next.delete('page');
          return next;
        },
        { replace: true },
      );
    },
    [setParams],
  );

  const goTo = useCallback(
    (target: number, targetCursor: string | undefined) =>
      setParams(old => {
        const next = new URLSearchParams(old);
        if (targetCursor && target > 1) {
          next.set('cursor', targetCursor);
          next.set('page', String(target));
        } else {
          next.delete('cursor');
          next.delete('page');
        }
        return next;
      }),
    [setParams],
  );

  const query = useMemo<RecordQuery>(
    () => ({
      state: filters.state,
      ...aboutEntity(entity),
      q: filters.q || undefined,
      priority: filters.priority || undefined,
      group: filters.group || undefined,
      mine: filters.mine ? 'true' : undefined,
      cursor,
      limit: PAGE_SIZE,
      count: 'true',
    }),
    [
      filters.state,
      filters.q,
      filters.priority,
      filters.group,
      filters.mine,
      entity,
      cursor,
    ],
  );

  return {
    filters,
    setFilters,
    query,
    page,
    pageSize: PAGE_SIZE,
    filtered: NAMES.some(name => name !== 'state' && params.get(name)),
    clear: () => setFilters({ q: '', priority: '', mine: false, group: '' }),
    nextPage: (next: string) => goTo(page + 1, next),
    previousPage: () => goTo(page - 1, cursors.current[page - 1]),
  };
}

/** @see useListState */
export type ListState = ReturnType<typeof useListState>;
