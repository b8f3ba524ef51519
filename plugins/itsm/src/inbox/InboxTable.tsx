import type { ReactNode } from 'react';
import { Table, useBreakpoint, type ColumnConfig } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import type { LiveQuery } from 'backstage-plugin-itsm-react';
import { EmptyState } from '../states/EmptyState';
import { FailureAlert } from '../states/FailureAlert';
import { cursorPages } from './cursorPages';

/** Rows of a page of the inbox. */
export const PAGE_SIZE = 20;

/** One page of what came in, or why it can not be shown; the address holds the cursor. */
export function InboxTable<T extends { id: string }>(props: {
  columns: ColumnConfig<T>[];
  /** Columns that narrow windows have no room for. */
  wideOnly: readonly string[];
  /** The page of a row. */
  getHref?: (row: T) => string;
  query: LiveQuery<{ items: T[]; nextCursor: string | null }>;
  empty: { title: string; hint?: string; action?: ReactNode };
}) {
  const [params, setParams] = useSearchParams();
  const wide = useBreakpoint().up('lg');
  const { data, error, fetching, stale, refresh } = props.query;
  if (error && !data) return <FailureAlert error={error} onRetry={refresh} />;
  return (
    <Table
      columnConfig={props.columns.filter(
        ({ id }) => wide || !props.wideOnly.includes(id),
      )}
      data={data?.items}
      isPending={fetching && !data}
      isStale={stale}
      rowConfig={props.getHref && { getHref: props.getHref }}
      emptyState={
        <EmptyState title={props.empty.title} action={props.empty.action}>
          {props.empty.hint}
        </EmptyState>
      }
      pagination={cursorPages(data, params, setParams, PAGE_SIZE)}
    />
  );
}
