import type { RecordView } from 'backstage-plugin-itsm-common';
import type { KindView } from 'backstage-plugin-itsm-react';
import { ProsePanels } from '../../record/ProsePanels';
import { ApprovalsPanel } from '../ApprovalsPanel';

const PROSE = ['findings', 'lessons', 'noActionsReason'];

const FindingsPanel = ({ record }: { record: RecordView }) => (
  <ProsePanels record={record} fields={PROSE} />
);

/** How reviews are shown. */
export const reviewView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.review),
  prioritized: false,
  columns: [],
  listViews: [
    { label: 'list.view.approval', filters: { mine: 'approver' } },
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.requested', filters: { mine: 'requester' } },
  ],
  facts: () => [],
  panels: [ApprovalsPanel, FindingsPanel],
  opens: [{ kind: 'task' }],
  nextActions: ['complete', 'request_review'],
  actions: { send_back: { destructive: true } },
  createOrder: [
    'title',
    'parent',
    'entities',
    'findings',
    'lessons',
    'noActionsReason',
    'approvers',
    'restricted',
  ],
  editOrder: [
    'title',
    'findings',
    'lessons',
    'noActionsReason',
    'approvers',
    'description',
    'restricted',
  ],
  fields: {
    findings: { widget: 'text' },
    lessons: { widget: 'text' },
    noActionsReason: { widget: 'text' },
  },
};
