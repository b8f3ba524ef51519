import type { ReactNode } from 'react';
import { Link, Text } from '@backstage/ui';
import type { RecordSummary, RecordView } from 'backstage-plugin-itsm-common';
import {
  formatDuration,
  type Fact,
  type KindView,
} from 'backstage-plugin-itsm-react';
import { LatestDeployments } from '../../entity/LatestDeployments';
import { Timestamp } from '../Timestamp';
import { ApprovalsPanel } from './ApprovalsPanel';
import { PlanPanel } from './PlanPanel';
import { ChangeResult, ChangeType, RunLink } from './ChangeCells';

type WithFields = Pick<RecordSummary | RecordView, 'fields'>;

const field = (record: WithFields, name: string): string =>
  typeof record.fields[name] === 'string'
    ? (record.fields[name] as string)
    : '';

function duration(record: WithFields): string | undefined {
  const start = Date.parse(field(record, 'actualStart'));
  const end = Date.parse(field(record, 'actualEnd'));
  return start && end ? formatDuration(end - start) : undefined;
}

const INSTANTS = ['windowStart', 'windowEnd', 'actualStart', 'actualEnd'];

/** A fact for a field that has a value. */
function given(
  record: WithFields,
  name: string,
  show: (value: string) => ReactNode,
): Fact[] {
  const value = field(record, name);
  return value ? [{ label: `field.${name}`, value: show(value) }] : [];
}

/** How changes are shown. */
export const changeView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.change),
  prioritized: false,
  hideAssignee: true,
  columns: [
    {
      id: 'type',
      label: 'list.column.type',
      cell: record => (
        <>
          <ChangeType record={record} />
          <br />
          <Text color="secondary">{record.environment}</Text>
        </>
      ),
      text: record => `${field(record, 'type')} ${record.environment}`,
    },
    {
      id: 'result',
      essential: true,
      width: 140,
      label: 'list.column.result',
      cell: record => <ChangeResult record={record} />,
      text: record => field(record, 'closeCode') || field(record, 'result'),
    },
    {
      id: 'revision',
      label: 'list.column.revision',
      cell: record => <RunLink record={record} />,
      text: record => field(record, 'revision'),
    },
    {
      id: 'ran',
      label: 'list.column.ran',
      cell: record => (
        <Text>
          <Timestamp
            at={record.fields.actualStart ?? record.fields.windowStart}
          />
          {duration(record) && ` · ${duration(record)}`}
        </Text>
      ),
      text: record => field(record, 'actualStart'),
    },
  ],
  facts: record => [
    { label: 'field.type', value: <ChangeType record={record} /> },
    ...given(record, 'result', () => <ChangeResult record={record} />),
    ...INSTANTS.flatMap(name =>
      given(record, name, at => <Timestamp at={at} />),
    ),
    ...given(record, 'revision', () => <RunLink record={record} />),
    ...given(record, 'artifact', text => text),
    ...given(record, 'runUrl', url => (
      <Link href={url} target="_blank">
        {new URL(url).host}
      </Link>
    )),
    ...given(record, 'deployer', text => text),
  ],
  panels: [ApprovalsPanel, PlanPanel],
  entityPanels: [LatestDeployments],
  nextActions: [
    'approve_assessment',
    'authorize',
    'request_assessment',
    'request_authorization',
    'schedule',
    'implement',
    'finish',
    'close',
  ],
  actions: {
    cancel: { destructive: true },
    reject: { destructive: true },
  },
  createOrder: [
    'title',
    'type',
    'entities',
    'environment',
    'windowStart',
    'windowEnd',
    'approvers',
    'justification',
    'implementationPlan',
    'testPlan',
    'backoutPlan',
    'securityReason',
    'revision',
    'artifact',
    'description',
  ],
  editOrder: [
    'title',
    'type',
    'environment',
    'windowStart',
    'windowEnd',
    'approvers',
    'justification',
    'implementationPlan',
    'testPlan',
    'backoutPlan',
    'description',
    'revision',
    'artifact',
    'runUrl',
    'securityReason',
    'category',
    'restricted',
  ],
  fields: {
    description: { widget: 'text' },
    entities: { widget: 'entities' },
    type: { initial: 'normal' },
    environment: { initial: 'production' },
    approvers: { widget: 'personsOrGroups' },
    securityReason: {
      widget: 'text',
      visible: values => values.type === 'emergency',
    },
    requester: { widget: 'personOrGroup' },
    reason: { widget: 'text' },
  },
};
