import type { KindView } from 'backstage-plugin-itsm-react';
import { given } from '../fieldFacts';
import { Timestamp } from '../Timestamp';

/** How tasks are shown. */
export const taskView: KindView = {
  definition: () => import('backstage-plugin-itsm-common').then(m => m.task),
  prioritized: false,
  columns: [
    {
      id: 'dueAt',
      exports: ['dueAt'],
      label: 'field.dueAt',
      width: 120,
      cell: record => <Timestamp at={record.fields.dueAt} />,
    },
  ],
  listViews: [
    { label: 'list.view.assigned', filters: { mine: 'assignee' } },
    { label: 'list.view.team', filters: { mine: 'team' } },
    { label: 'list.view.unassigned', filters: { unassigned: 'true' } },
  ],
  facts: record => [
    ...given(record, 'dueAt', at => <Timestamp at={at} />),
    ...given(record, 'outcomeNote', note => note),
  ],
  panels: [],
  nextActions: ['complete', 'start'],
  actions: {
    cancel: { destructive: true },
    start: {
      fields: {
        assignee: { widget: 'person' },
        assignmentGroup: { widget: 'group' },
      },
    },
  },
  createOrder: [
    'title',
    'parent',
    'entities',
    'description',
    'assignee',
    'assignmentGroup',
    'dueAt',
    'restricted',
  ],
  bulkEdit: ['dueAt', 'category'],
  editOrder: ['title', 'description', 'dueAt', 'category', 'restricted'],
  fields: {
    outcomeNote: { widget: 'text' },
  },
};
