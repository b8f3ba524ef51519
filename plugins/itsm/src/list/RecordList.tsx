import { useMemo, type ReactNode } from 'react';
import { Button, Table, useBreakpoint } from '@backstage/ui';
import {
  useItsmText,
  useRecordList,
  useRecordPath,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { Announcer } from '../states/Announcer';
import { EmptyList } from './EmptyList';
import { ExportButton } from './ExportButton';
import { FailureAlert, StaleNotice } from '../states/FailureAlert';
import { ListToolbar } from './ListToolbar';
import { recordColumns, type RecordRow } from './recordColumns';
import { useListState } from './useListState';
import styles from './RecordList.module.css';

/** The shared list: of one kind, of one entity or of everything. */
export function RecordList(props: {
  kind: string;
  plural: string;
  view: KindView;
  entity?: string;
  /** What creates a record, if the reader may, and tells when it did. */
  createButton?: (onCreated: () => void) => ReactNode;
}) {
  const { t, code } = useItsmText();
  const { view, entity, plural } = props;
  const path = useRecordPath();
  const narrow = !useBreakpoint().up('lg');
  const list = useListState(entity);
  const { data, error, fetching, stale, refresh } = useRecordList(
    plural,
    list.query,
  );
  // Whoever made a record sees it at once, signal or not
  const createButton = props.createButton?.(refresh);
  const rows = useMemo<RecordRow[] | undefined>(
    () => data?.items.map(item => ({ ...item, id: item.number })),
    [data],
  );
  const showEntities = !list.query.entity;
  const columns = useMemo(
    () => recordColumns(view, code, { narrow, showEntities }),
    [view, code, narrow, showEntities],
  );

  return (
    <>
      <ListToolbar list={list} prioritized={view.prioritized}>
        <ExportButton
          plural={plural}
          query={list.query}
          isDisabled={!rows?.length}
        />
        {createButton}
      </ListToolbar>
      {error && data && <StaleNotice onRetry={refresh} />}
      {error && !data ? (
        <FailureAlert error={error} onRetry={refresh} />
      ) : (
        <Table
          className={styles.table}
          columnConfig={columns}
          data={rows}
          isPending={fetching && !rows}
          isStale={stale}
          rowConfig={{ getHref: record => path(record.number) }}
          emptyState={
            <EmptyList
              kind={props.kind}
              plural={plural}
              entity={entity}
              state={list.filters.state}
              filtered={list.filtered}
              action={
                list.filtered ? (
                  <Button variant="secondary" onPress={list.clear}>
                    {t('list.clear')}
                  </Button>
                ) : (
                  createButton
                )
              }
            />
          }
          pagination={
            rows?.length
              ? {
                  type: 'page',
                  pageSize: list.pageSize,
                  pageSizeOptions: [],
                  showPageSizeOptions: false,
                  totalCount: data?.count?.value ?? rows.length,
                  hasNextPage: Boolean(data?.nextCursor),
                  hasPreviousPage: list.page > 1,
                  onNextPage: () =>
                    data?.nextCursor && list.nextPage(data.nextCursor),
                  onPreviousPage: list.previousPage,
                  getLabel: () => pageLabel(data?.count, list.page),
                }
              : { type: 'none' }
          }
        />
      )}
      <Announcer
        mark={rows?.map(row => `${row.number}/${row.version}`).join()}
        text={t('list.announce')}
      />
    </>
  );

  function pageLabel(
    count: { value: number; capped: boolean } | undefined,
    page: number,
  ) {
    const where = t('list.page', { page });
    if (!count) return where;
    const found = t(count.capped ? 'list.countCapped' : 'list.count', {
      count: count.value,
    });
    return page > 1 || data?.nextCursor ? `${found} · ${where}` : found;
  }
}
