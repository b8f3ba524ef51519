import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import type { RecordQuery } from 'backstage-plugin-itsm-common';
import { aboutEntity, type ListFilters } from 'backstage-plugin-itsm-react';
import {
  filtersOf,
  narrows,
  NO_FILTERS,
  queryOf,
  saysFilters,
  searchOf,
  writeFilters,
} from './listFilters';
import type { ListMemory } from './useListMemory';

const PAGE_SIZE = 20;

/**
 * Filters, columns and page of a list, kept in the URL: a pasted URL shows the same list to everybody. A
 * next page is a step of the browser's history, a filter replaces the last one. The list of all records
 * takes up what its reader saw last when the URL says nothing, and then writes it into the URL.
 */
export function useListState(entity: string | undefined, memory: ListMemory) {
  const [params, setParams] = useSearchParams();
  const { known, last, keep } = memory;
  const remembers = entity === undefined;
  const isSaid = saysFilters(params) || !remembers;
  const settled = isSaid || known;
  const search = isSaid ? params.toString() : (last ?? '');
  const filters = useMemo(
    () => filtersOf(new URLSearchParams(search)),
    [search],
  );
  const cursor = params.get('cursor') ?? undefined;
  const page = Number(params.get('page') ?? '1') || 1;
  // Cursors point forward only: the way back is remembered
  const cursors = useRef<Record<number, string | undefined>>({});
  cursors.current[page] = cursor;

  const show = useCallback(
    (next: ListFilters, columns?: string | null) => {
      cursors.current = {};
      setParams(
        old => {
          const changed = new URLSearchParams(old);
          writeFilters(changed, next);
          changed.delete('cursor');
          changed.delete('page');
          if (columns) changed.set('columns', columns);
          else if (columns === null) changed.delete('columns');
          return changed;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  useEffect(() => {
    if (!isSaid && known) show(filters);
  }, [isSaid, known, filters, show]);

  /** Of the reader's own hand, so it is what they find again. Words are looked for once. */
  const choose = useCallback(
    (next: ListFilters, columns?: string | null) => {
      show(next, columns);
      if (remembers) keep({ last: searchOf({ ...next, q: '' }) });
    },
    [show, keep, remembers],
  );
  const setFilters = useCallback(
    (patch: Partial<ListFilters>) => choose({ ...filters, ...patch }),
    [choose, filters],
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
      ...queryOf(filters),
      ...(entity && aboutEntity(entity)),
      cursor,
      limit: PAGE_SIZE,
      count: 'true',
    }),
    [filters, entity, cursor],
  );

  return {
    filters,
    setFilters,
    query,
    /** False while it is not known what the reader saw last. */
    settled,
    page,
    pageSize: PAGE_SIZE,
    filtered: narrows(filters),
    clear: () =>
      choose({ ...NO_FILTERS, state: filters.state, sort: filters.sort }),
    /** As if nobody had ever filtered it. */
    reset: () => choose(NO_FILTERS, null),
    /** Columns that the URL asks for, which are not the reader's own choice. */
    columns: params.get('columns')?.split(','),
    /** Filters and columns as one text, for a name or a link. */
    open: (saved: string) => {
      const wanted = new URLSearchParams(saved);
      choose(filtersOf(wanted), wanted.get('columns'));
    },
    forgetColumns: () => show(filters, null),
    nextPage: (next: string) => goTo(page + 1, next),
    previousPage: () => goTo(page - 1, cursors.current[page - 1]),
  };
}

/** @see useListState */
export type ListState = ReturnType<typeof useListState>;
