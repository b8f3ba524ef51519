import type { FieldView } from 'backstage-plugin-itsm-react';

/** How fields are drawn that kinds share; a view of its own adds to it or wins. */
export const FIELD_VIEWS: Record<string, FieldView> = {
  approvers: { widget: 'personsOrGroups' },
  assignee: { widget: 'person' },
  assignmentGroup: { widget: 'group' },
  description: { widget: 'text' },
  entities: { widget: 'entities' },
  parent: { widget: 'record' },
  reason: { widget: 'text' },
  requester: { widget: 'personOrGroup' },
};
