import type { TablePaginationType } from '@backstage/ui';
import type { SetURLSearchParams } from 'react-router-dom';

/**
 * Pages of an administrator's list. Cursors point forward only; the way back is the first page, or
 * the browser's own back.
 */
export function cursorPages(
  page: { items: unknown[]; nextCursor: string | null } | undefined,
  params: URLSearchParams,
  setParams: SetURLSearchParams,
  pageSize: number,
): TablePaginationType {
  const cursor = params.get('cursor');
  if (!page || (!cursor && !page.nextCursor)) return { type: 'none' };
  const goTo = (next: string | null) =>
    setParams(old => {
      const changed = new URLSearchParams(old);
      if (next) changed.set('cursor', next);
      else changed.delete('cursor');
      return changed;
    });
  return {
    type: 'page',
    pageSize,
    pageSizeOptions: [],
    showPageSizeOptions: false,
    showPaginationLabel: false,
    hasNextPage: Boolean(page.nextCursor),
    hasPreviousPage: Boolean(cursor),
    onNextPage: () => goTo(page.nextCursor),
    onPreviousPage: () => goTo(null),
  };
}
