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
  ],
  editOrder: [
    'title',
    'description',
    'environment',
    'category',
    'requester',
    'restricted',
  ],
  fields: {},
};
