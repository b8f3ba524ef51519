import type { RecordView } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { ProsePanels } from '../../record/ProsePanels';
import { ApprovalsPanel } from '../ApprovalsPanel';
import { given } from '../fieldFacts';

const OutcomePanel = ({ record }: { record: RecordView }) => (
  <ProsePanels record={record} fields={['outcome', 'rejectReason']} />
);

/** How requests are shown. */
export const requestView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.request),
  prioritized: false,
  columns: [],
  listViews: [
    { label: 'list.view.approval', filters: { mine: 'approver' } },
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.team', filters: { mine: 'team' } },
    { label: 'list.view.unassigned', filters: { unassigned: 'true' } },
    { label: 'list.view.requested', filters: { mine: 'requester' } },
  ],
  facts: record => [...given(record, 'holdReason', reason => reason)],
  panels: [ApprovalsPanel, OutcomePanel],
  opens: [{ kind: 'task' }],
  nextActions: ['approve', 'start', 'fulfil', 'resume', 'close'],
  actions: {
    cancel: { destructive: true },
    reject: { destructive: true },
    fulfil: { fields: { outcome: { widget: 'text' } } },
  },
  createOrder: [
    'title',
    'description',
    'entities',
    'approvers',
    'assignmentGroup',
    'requester',
    'restricted',
  ],
  editOrder: [
    'title',
    'description',
    'environment',
    'category',
    'requester',
    'restricted',
  ],
  bulkEdit: ['category'],
  fields: {},
};
