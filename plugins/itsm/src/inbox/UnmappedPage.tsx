import { useState } from 'react';
import {
  Button,
  Cell,
  Container,
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
import { ItsmRoot } from '../states/ItsmRoot';
import { MapDialog } from './MapDialog';
import { InboxTable, PAGE_SIZE } from './InboxTable';

/** Deployments whose entity nobody has named yet, and the way to name it. */
export function UnmappedPage() {
  const { t, code } = useItsmText();
  const [params] = useSearchParams();
  const [mapping, setMapping] = useState<DeploymentView>();
  const { data: settings } = useItsmSettings();
  const query = useDeployments({
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
        <InboxTable
          columns={columns}
          wideOnly={['environment', 'revision', 'outcome']}
          query={query}
          empty={{ title: t('inbox.empty'), hint: t('inbox.hint') }}
        />
        {mapping && (
          <MapDialog
            deployment={mapping}
            onMapped={query.refresh}
            onClose={() => setMapping(undefined)}
          />
        )}
      </ItsmRoot>
    </Container>
  );
}
