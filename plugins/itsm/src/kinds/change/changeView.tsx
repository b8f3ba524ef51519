import { Text } from '@backstage/ui';
import { formatDuration, type KindView } from 'backstage-plugin-itsm-react';
import { WebLink } from '../../form/WebLink';
import { ChangeApprovals } from './ChangeApprovals';
import { LatestDeployments } from './LatestDeployments';
import { given, textOf, type WithFields } from '../fieldFacts';
import { Timestamp } from '../Timestamp';
import { PlanPanel } from './PlanPanel';
import { ChangeResult, ChangeType, RunLink } from './ChangeCells';

function duration(record: WithFields): string | undefined {
  const start = Date.parse(textOf(record, 'actualStart'));
  const end = Date.parse(textOf(record, 'actualEnd'));
  return start && end ? formatDuration(end - start) : undefined;
}

/** The plan that is approved, in the order of the form. */
const PLAN = [
  'environment',
  'plannedStart',
  'plannedEnd',
  'approvers',
  'justification',
  'implementationPlan',
  'testPlan',
  'backoutPlan',
];

const INSTANTS = ['plannedStart', 'plannedEnd', 'actualStart', 'actualEnd'];

/** How changes are shown. */
export const changeView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.change),
  prioritized: false,
  hideAssignee: true,
  columns: [
    {
      id: 'type',
      exports: ['type', 'environment'],
      label: 'list.column.type',
      cell: record => (
        <>
          <ChangeType record={record} />
          <br />
          <Text color="secondary">{record.environment}</Text>
        </>
      ),
    },
    {
      id: 'result',
      exports: ['result', 'closeCode'],
      essential: true,
      width: 140,
      label: 'list.column.result',
      cell: record => <ChangeResult record={record} />,
    },
    {
      id: 'revision',
      exports: ['revision', 'runUrl'],
      label: 'list.column.revision',
      cell: record => <RunLink record={record} />,
    },
    {
      id: 'ran',
      exports: ['actualStart', 'actualEnd', 'plannedStart'],
      label: 'list.column.ran',
      cell: record => (
        <Text>
          <Timestamp
            at={record.fields.actualStart ?? record.fields.plannedStart}
          />
          {duration(record) && ` · ${duration(record)}`}
        </Text>
      ),
    },
  ],
  listViews: [
    { label: 'list.view.approval', filters: { mine: 'approver' } },
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.team', filters: { mine: 'team' } },
    { label: 'list.view.requested', filters: { mine: 'requester' } },
    {
      label: 'list.view.selfApproved',
      filters: { only: 'selfApproved', state: 'all' },
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
    ...given(record, 'runUrl', url => <WebLink url={url} />),
    ...given(record, 'deployer', text => text),
  ],
  panels: [ChangeApprovals, PlanPanel],
  entityPanels: [LatestDeployments],
  opens: [{ kind: 'task' }, { kind: 'review' }],
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
    ...PLAN,
    'securityReason',
    'revision',
    'artifact',
    'description',
    'requester',
    'restricted',
  ],
  editOrder: [
    'title',
    'type',
    ...PLAN,
    'description',
    'revision',
    'artifact',
    'runUrl',
    'securityReason',
    'category',
    'restricted',
  ],
  fields: {
    type: { initial: 'normal' },
    environment: { initial: 'production' },
    securityReason: {
      widget: 'text',
      visible: values => values.type === 'emergency',
    },
  },
};
