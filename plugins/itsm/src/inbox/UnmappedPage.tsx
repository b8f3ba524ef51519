import { useState } from 'react';
import {
  Button,
  Cell,
  Container,
  Table,
  Text,
  type ColumnConfig,
} from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import type { DeploymentView } from 'backstage-plugin-itsm-common';
import {
  RelativeTime,
  useDeployments,
  useItsmSettings,
  useItsmText,
} from 'backstage-plugin-itsm-react';
import { RevisionLink } from '../kinds/change/ChangeCells';
import { OutcomeChip } from '../kinds/OutcomeChip';
import { EmptyState } from '../states/EmptyState';
import { FailureAlert } from '../states/FailureAlert';
import { ItsmRoot } from '../states/ItsmRoot';
import { MapDialog } from './MapDialog';
import { cursorPages } from './cursorPages';

const PAGE_SIZE = 20;

/** Deployments whose entity nobody has named yet, and the way to name it. */
export function UnmappedPage() {
  const { t, code } = useItsmText();
  const [params, setParams] = useSearchParams();
  const [mapping, setMapping] = useState<DeploymentView>();
  const { data: settings } = useItsmSettings();
  const { data, error, fetching, stale, refresh } = useDeployments({
    unmapped: 'true',
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  });
  const mayMap =
    settings?.permissions.includes('itsm.mapping.update') && !settings.readOnly;

  const column = (
    id:
      | 'repository'
      | 'environment'
      | 'revision'
      | 'outcome'
      | 'reason'
      | 'received'
      | 'action',
    cell: (deployment: DeploymentView) => React.ReactNode,
  ): ColumnConfig<DeploymentView> => ({
    id,
    label: t(`inbox.column.${id}`),
    isRowHeader: id === 'repository',
    cell: deployment => <Cell>{cell(deployment)}</Cell>,
  });
  const columns = [
    column('repository', d => (
      <Text weight="bold">{d.repository ?? d.instance}</Text>
    )),
    column('environment', d => <Text>{d.environment}</Text>),
    column('revision', d => (
      <RevisionLink revision={d.revision} runUrl={d.runUrl} />
    )),
    column('outcome', d => (
      <OutcomeChip family="outcome" outcome={d.outcome} />
    )),
    column('reason', d => (
      <Text>{code(`inbox.reason.${d.unmappedReason}`)}</Text>
    )),
    column('received', d => <RelativeTime at={d.createdAt} />),
    ...(mayMap
      ? [
          column('action', d => (
            <Button
              size="small"
              variant="secondary"
              isDisabled={!d.repository}
              onPress={() => setMapping(d)}
            >
              {t('inbox.map')}
            </Button>
          )),
        ]
      : []),
  ];

  return (
    <Container my="4">
      <ItsmRoot view="unmapped">
        <Text as="p" color="secondary">
          {t('inbox.intro')}
        </Text>
        {error && !data ? (
          <FailureAlert error={error} onRetry={refresh} />
        ) : (
          <Table
            columnConfig={columns}
            data={data?.items}
            isPending={fetching && !data}
            isStale={stale}
            emptyState={<EmptyState title={t('inbox.empty')} />}
            pagination={cursorPages(data, params, setParams, PAGE_SIZE)}
          />
        )}
        {mapping && (
          <MapDialog
            deployment={mapping}
            onMapped={refresh}
            onClose={() => setMapping(undefined)}
          />
        )}
      </ItsmRoot>
    </Container>
  );
}
