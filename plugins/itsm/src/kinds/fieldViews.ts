import type { FieldView } from 'backstage-plugin-itsm-react';

/** How fields are drawn that several kinds have. */
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
