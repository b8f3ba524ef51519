import { useState } from 'react';
import {
  Alert,
  Button,
  Cell,
  Container,
  Flex,
  Text,
  ToggleButton,
  ToggleButtonGroup,
  type ColumnConfig,
} from '@backstage/ui';
import {
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiTimeLine,
} from '@remixicon/react';
import { useSearchParams } from 'react-router-dom';
import { useApi } from '@backstage/frontend-plugin-api';
import type { DeliveryView } from 'backstage-plugin-itsm-common';
import {
  Chip,
  RecordLink,
  RelativeTime,
  itsmApiRef,
  useDeliveries,
  useItsmSettings,
  useItsmText,
  type ChipTone,
} from 'backstage-plugin-itsm-react';
import { failureText } from '../states/failure';
import { ItsmRoot } from '../states/ItsmRoot';
import { useToast } from '../record/useToast';
import { InboxTable, PAGE_SIZE } from './InboxTable';

const STATUSES = ['all', 'dead', 'received', 'processed', 'ignored'] as const;

const LOOK: Record<
  DeliveryView['status'],
  { tone: ChipTone; Icon: typeof RiCheckLine; requeue: boolean }
> = {
  received: { tone: 'outlined', Icon: RiTimeLine, requeue: false },
  processed: { tone: 'positive', Icon: RiCheckLine, requeue: false },
  ignored: { tone: 'subdued', Icon: RiForbidLine, requeue: false },
  dead: { tone: 'negative', Icon: RiCloseLine, requeue: true },
};

/** What came in by webhook and what became of it. */
export function DeliveriesPage() {
  const text = useItsmText();
  const { t } = text;
  const client = useApi(itsmApiRef);
  const toast = useToast();
  const [params, setParams] = useSearchParams();
  const [failed, setFailed] = useState<string>();
  const status = params.get('status') ?? 'all';
  const { data: settings } = useItsmSettings();
  const query = useDeliveries({
    status: status === 'all' ? undefined : status,
    cursor: params.get('cursor') ?? undefined,
    limit: PAGE_SIZE,
  });
  const mayRequeue =
    settings?.permissions.includes('itsm.mapping.update') && !settings.readOnly;

  const requeue = async (id: string) => {
    try {
      await client.deliveries.requeue(id);
      setFailed(undefined);
      toast({ title: t('deliveries.requeued'), status: 'success' });
    } catch (failure) {
      setFailed(failureText(failure, text));
    }
    query.refresh();
  };

  const column = (
    id:
      | 'event'
      | 'status'
      | 'reason'
      | 'attempts'
      | 'records'
      | 'received'
      | 'action',
    cell: (delivery: DeliveryView) => React.ReactNode,
  ): ColumnConfig<DeliveryView> => ({
    id,
    label: t(`deliveries.column.${id}`),
    isRowHeader: id === 'event',
    cell: delivery => <Cell>{cell(delivery)}</Cell>,
  });
  const columns = [
    column('event', d => (
      <Flex direction="column" gap="0">
        <Text weight="bold">{d.event ?? '–'}</Text>
        <Text color="secondary">{d.instance}</Text>
      </Flex>
    )),
    column('status', d => <DeliveryStatus status={d.status} />),
    column('reason', d => <Text>{d.reason ?? '–'}</Text>),
    column('attempts', d => <Text>{d.attempts}</Text>),
    column('records', d => (
      <Flex gap="2">
        {d.records.length === 0
          ? '–'
          : d.records.map(number => (
              <RecordLink key={number} number={number} />
            ))}
      </Flex>
    )),
    column('received', d => <RelativeTime at={d.receivedAt} />),
    ...(mayRequeue
      ? [
          column('action', d =>
            LOOK[d.status].requeue ? (
              <Button
                size="small"
                variant="secondary"
                onPress={() => void requeue(d.id)}
              >
                {t('deliveries.requeue')}
              </Button>
            ) : null,
          ),
        ]
      : []),
  ];

  return (
    <Container my="4">
      <ItsmRoot view="deliveries">
        <Text as="p" color="secondary">
          {t('deliveries.intro')}
        </Text>
        <ToggleButtonGroup
          aria-label={t('deliveries.status.label')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[status]}
          onSelectionChange={keys => {
            const next = String([...keys][0]);
            setParams(next === 'all' ? {} : { status: next }, {
              replace: true,
            });
          }}
        >
          {STATUSES.map(name => (
            <ToggleButton key={name} id={name}>
              {t(`deliveries.status.${name}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        {failed && <Alert role="alert" status="danger" icon title={failed} />}
        <InboxTable
          columns={columns}
          wideOnly={['attempts', 'received']}
          query={query}
          empty={
            status === 'all'
              ? { title: t('deliveries.none'), hint: t('deliveries.hint') }
              : { title: t('deliveries.empty') }
          }
        />
      </ItsmRoot>
    </Container>
  );
}

function DeliveryStatus(props: { status: DeliveryView['status'] }) {
  const { t } = useItsmText();
  const { tone, Icon } = LOOK[props.status];
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(`deliveries.status.${props.status}`)}
    </Chip>
  );
}
