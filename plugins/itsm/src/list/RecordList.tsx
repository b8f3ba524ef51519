import { Suspense, lazy, useMemo, type ReactNode } from 'react';
import { Button, Table, Text, useBreakpoint } from '@backstage/ui';
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
import { ColumnMenu, SortMenu } from './ColumnMenu';
import {
  columnChoices,
  exportedColumns,
  shownChoices,
  type RecordRow,
} from './columnChoices';
import { EntityNote } from './EntityNote';
import { FilterTags } from './FilterTags';
import { ViewMenu } from './ViewMenu';
import { recordColumns } from './recordColumns';
import { useListMemory } from './useListMemory';
import { useListState } from './useListState';
import { useSelection } from './useSelection';
import styles from './RecordList.module.css';

const BulkBar = lazy(() =>
  import('./BulkBar').then(m => ({ default: m.BulkBar })),
);

/** The shared list: of one kind, of one entity or of everything. */
export function RecordList(props: {
  kind: string;
  plural: string;
  view: KindView;
  entity?: string;
  /** Rows can be selected, to do something to several of them. */
  selectable: boolean;
  /** What creates a record, if the reader may, and tells when it did. */
  createButton?: (onCreated: () => void) => ReactNode;
}) {
  const { t, code } = useItsmText();
  const { view, entity, plural } = props;
  const path = useRecordPath();
  const narrow = !useBreakpoint().up('lg');
  const memory = useListMemory(props.kind);
  const list = useListState(entity, memory);
  const { data, error, fetching, stale, refresh } = useRecordList(
    plural,
    list.query,
    { disabled: !list.settled },
  );
  // Whoever made a record sees it at once, signal or not
  const createButton = props.createButton?.(refresh);
  const rows = useMemo<RecordRow[] | undefined>(
    () => data?.items.map(item => ({ ...item, id: item.number })),
    [data],
  );
  const { cursor, ...question } = list.query;
  const selection = useSelection(rows, JSON.stringify({ plural, ...question }));
  const showEntities = !list.query.entity;
  const choices = useMemo(
    () => columnChoices(view, code, { showEntities }),
    [view, code, showEntities],
  );
  const chosen = list.columns?.join() ?? memory.columns?.join();
  const shown = useMemo(
    () => shownChoices(choices, chosen?.split(',')),
    [choices, chosen],
  );
  const columns = useMemo(
    () =>
      recordColumns(shown, code, {
        narrow,
        chosen: chosen !== undefined,
        Badge: view.Badge,
      }),
    [shown, code, narrow, chosen, view],
  );

  return (
    <>
      <ListToolbar list={list} prioritized={view.prioritized}>
        {!entity && <ViewMenu view={view} list={list} memory={memory} />}
        <SortMenu
          prioritized={view.prioritized}
          sort={list.filters.sort}
          onChange={sort => list.setFilters({ sort })}
        />
        <ColumnMenu
          choices={choices}
          shown={shown}
          onChange={ids => {
            memory.keep({ columns: ids });
            if (list.columns) list.forgetColumns();
          }}
        />
        <ExportButton
          plural={plural}
          query={list.query}
          columns={exportedColumns(shown)}
          isDisabled={!rows?.length}
        />
        {createButton}
      </ListToolbar>
      <FilterTags list={list} />
      {data?.entityNames && list.filters.entity && (
        <EntityNote entity={list.filters.entity} names={data.entityNames} />
      )}
      {error && data && <StaleNotice onRetry={refresh} />}
      {error && !data ? (
        <FailureAlert error={error} onRetry={refresh} />
      ) : (
        <Table
          className={styles.table}
          columnConfig={columns}
          data={memory.known ? rows : undefined}
          isPending={!memory.known || (!rows && (fetching || !list.settled))}
          isStale={stale}
          selection={
            props.selectable
              ? {
                  mode: 'multiple',
                  behavior: 'toggle',
                  selected: selection.keys,
                  onSelectionChange: selection.onSelectionChange,
                }
              : undefined
          }
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
            rows?.length || (rows && data?.nextCursor)
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
      {data?.limited && (
        <Text as="p" variant="body-small" color="secondary">
          {t('list.limited')}
        </Text>
      )}
      <Suspense fallback={null}>
        {selection.keys.size > 0 && (
          <BulkBar
            plural={plural}
            view={view}
            records={selection.records}
            onDone={refused => {
              selection.select(refused);
              refresh();
            }}
            onClear={() => selection.select([])}
          />
        )}
      </Suspense>
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
