import type { FieldView } from 'backstage-plugin-itsm-react';

/** How fields are drawn that kinds share, unless a view says otherwise. */
export const FIELD_VIEWS: Record<string, FieldView> = {
  approvers: { widget: 'personsOrGroups' },
  assignee: { widget: 'person' },
  assignmentGroup: { widget: 'group' },
  description: { widget: 'prose' },
  entities: { widget: 'entities' },
  parent: { widget: 'record' },
  reason: { widget: 'text' },
  requester: { widget: 'person' },
};
