import { Text } from '@backstage/ui';
import type { RecordView } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { PrincipalLink } from '../../record/PrincipalLink';
import { OutcomeChip } from '../OutcomeChip';
import { given } from '../fieldFacts';
import { Timestamp } from '../Timestamp';
import { AnalysisPanel } from './AnalysisPanel';
import { KnownErrorCell } from './KnownErrorCell';
import { KnownErrorsPanel } from './KnownErrorsPanel';

const hasFix = (record?: RecordView) =>
  record?.links.some(link => link.role === 'fixedBy' && !link.incoming) ??
  false;

/** How problems are shown. */
export const problemView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.problem),
  prioritized: true,
  columns: [
    {
      id: 'incidents',
      exports: ['incidents'],
      label: 'field.incidents',
      width: 104,
      cell: ({ fields }) => <Text>{Number(fields.incidents) || '–'}</Text>,
    },
    {
      id: 'workaround',
      exports: ['workaround', 'noWorkaround'],
      label: 'field.workaround',
      width: 124,
      cell: record => <KnownErrorCell record={record} />,
    },
  ],
  listViews: [
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.team', filters: { mine: 'team' } },
    { label: 'list.view.unassigned', filters: { unassigned: 'true' } },
    { label: 'list.view.mostUrgent', filters: { sort: 'priority' } },
  ],
  facts: record => [
    ...given(record, 'closeCode', outcome => (
      <OutcomeChip family="closeCode" outcome={outcome} />
    )),
    ...given(record, 'errorCode', value => value),
    ...given(record, 'riskApprover', ref => <PrincipalLink principal={ref} />),
    ...given(record, 'riskReviewAt', at => <Timestamp at={at} />),
    ...(record.reopenCount > 0
      ? [{ label: 'field.reopenCount', value: `${record.reopenCount}×` }]
      : []),
  ],
  panels: [AnalysisPanel],
  // What helps comes before what is looked into
  entityPanels: [KnownErrorsPanel],
  opens: [
    { kind: 'change', link: 'fixedBy' },
    { kind: 'task' },
    { kind: 'article', link: 'relatedTo' },
  ],
  nextActions: [
    'assess',
    'confirm',
    'publish_known_error',
    'start_fix',
    'resolve',
    'close',
  ],
  actions: {
    cancel: { destructive: true },
    mark_duplicate: {
      destructive: true,
      fields: { duplicateOf: { widget: 'record' } },
    },
    accept_risk: { destructive: true, order: ['reason', 'reviewAt'] },
    publish_known_error: {
      order: ['rootCause', 'workaround', 'noWorkaround'],
      fields: {
        workaround: {
          widget: 'text',
          visible: values => !values.noWorkaround,
          required: values => !values.noWorkaround,
        },
      },
    },
    start_fix: {
      order: ['fixedBy', 'rootCause'],
      fields: {
        fixedBy: {
          widget: 'record',
          required: (_values, record) => !hasFix(record),
        },
        rootCause: {
          widget: 'text',
          visible: (_values, record) => !record?.fields.rootCause,
          required: (_values, record) => !record?.fields.rootCause,
        },
      },
    },
  },
  createOrder: [
    'title',
    'entities',
    'description',
    'impact',
    'urgency',
    'proactive',
    'errorCode',
    'restricted',
  ],
  bulkEdit: ['impact', 'urgency', 'category'],
  editOrder: [
    'title',
    'impact',
    'urgency',
    'description',
    'rootCause',
    'workaround',
    'errorCode',
    'whys',
    'contributingFactors',
    'environment',
    'category',
    'proactive',
    'restricted',
  ],
  fields: {
    rootCause: { widget: 'text' },
    workaround: { widget: 'text' },
    whys: { widget: 'lines' },
    contributingFactors: { widget: 'lines' },
  },
};
