import { lazy } from 'react';
import type { LinkRole, RecordView } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { ProsePanels } from '../../record/ProsePanels';
import { RecentChanges } from '../change/RecentChanges';
import { PrincipalLink } from '../../record/PrincipalLink';
import { given } from '../fieldFacts';
import { Timestamp } from '../Timestamp';
import { KnownErrorsHere } from './KnownErrorsHere';
import { MajorBadge } from './MajorBadge';
import { OutageStrip } from './OutageStrip';

const awaitsRecord = (values: Record<string, unknown>) =>
  ['change', 'problem'].includes(String(values.reason));

const hasLink = (record: RecordView | undefined, role: LinkRole) =>
  record?.links.some(link => link.role === role && !link.incoming) ?? false;

const INSTANTS = [
  'startedAt',
  'detectedAt',
  'acknowledgedAt',
  'mitigatedAt',
  'resolvedAt',
] as const;

const ROLES = ['commander', 'communicator', 'scribe'];

const HelpPanel = ({ record }: { record: RecordView }) => (
  <ProsePanels record={record} fields={['businessImpact', 'workaround']} />
);

/** How incidents are shown. */
export const incidentView: KindView = {
  definition: () =>
    import('backstage-plugin-itsm-common').then(m => m.incident),
  prioritized: true,
  columns: [],
  Badge: MajorBadge,
  listViews: [
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.team', filters: { mine: 'team' } },
    { label: 'list.view.unassigned', filters: { unassigned: 'true' } },
    { label: 'list.view.urgent', filters: { priority: '1-2' } },
    { label: 'list.view.requested', filters: { mine: 'requester' } },
  ],
  facts: record => [
    ...given(record, 'majorSince', at => <Timestamp at={at} />),
    ...ROLES.flatMap(role =>
      given(record, role, ref => <PrincipalLink principal={ref} />),
    ),
    ...INSTANTS.filter(name => record[name]).map(name => ({
      label: `field.${name}`,
      value: <Timestamp at={record[name]} />,
    })),
    ...(record.reopenCount > 0
      ? [{ label: 'field.reopenCount', value: `${record.reopenCount}×` }]
      : []),
  ],
  panels: [HelpPanel, KnownErrorsHere],
  entityPanels: [RecentChanges, OutageStrip],
  opens: [
    { kind: 'problem', link: 'causedBy' },
    { kind: 'task' },
    { kind: 'review' },
    { kind: 'article', link: 'resolvedWith' },
    // What is closed is only read: the same trouble once more is another incident
    {
      kind: 'incident',
      link: 'relatedTo',
      heldByNew: true,
      in: ['closed'],
      label: 'kind.incident.again',
    },
  ],
  startedFrom: from => ({
    title: from.title,
    description: from.description,
    impact: from.impact ?? 'medium',
    urgency: from.urgency ?? 'medium',
    environment: from.environment,
    category: from.category ?? '',
  }),
  nextActions: ['acknowledge', 'start', 'resolve', 'close', 'reopen'],
  actions: {
    cancel: {
      destructive: true,
      fields: {
        duplicateOf: {
          widget: 'record',
          visible: values => values.reason === 'duplicate',
          required: () => true,
        },
      },
    },
    propose_major: {
      order: ['businessImpact', 'reason'],
      fields: { businessImpact: { widget: 'text' } },
    },
    accept_major: {
      fields: {
        commander: { widget: 'person' },
        communicator: { widget: 'person' },
        scribe: { widget: 'person' },
      },
    },
    reject_major: { destructive: true },
    withdraw_major: { destructive: true },
    hold: {
      order: ['reason', 'waitsFor', 'comment'],
      fields: {
        waitsFor: {
          widget: 'record',
          visible: awaitsRecord,
          required: awaitsRecord,
        },
        comment: {
          widget: 'text',
          required: values => values.reason === 'requester',
        },
      },
    },
    resolve: {
      order: [
        'code',
        'notes',
        'causeUnknown',
        'causedBy',
        'entityUnknownReason',
      ],
      fields: {
        causedBy: {
          widget: 'record',
          visible: values => !values.causeUnknown,
          required: (values, record) =>
            !values.causeUnknown && !hasLink(record, 'causedBy'),
        },
        entityUnknownReason: {
          visible: (_values, record) => !hasLink(record, 'affected'),
          required: (_values, record) => !hasLink(record, 'affected'),
        },
      },
    },
  },
  createDialog: lazy(() =>
    import('./ReportIncidentDialog').then(m => ({
      default: m.ReportIncidentDialog,
    })),
  ),
  createOrder: [],
  bulkEdit: ['impact', 'urgency', 'environment', 'category'],
  editOrder: [
    'title',
    'impact',
    'urgency',
    'description',
    'environment',
    'category',
    'requester',
    'startedAt',
    'detectedAt',
    'mitigatedAt',
    'restricted',
  ],
  fields: {
    notes: { widget: 'text' },
  },
};
