import type { ActionDefinition } from '../../kind';
import { endActions } from './endActions';
import { overridePriority, workActions } from './workActions';

/** In the order in which a page offers them. */
export const incidentActions: Record<string, ActionDefinition> = {
  ...workActions,
  ...endActions,
  override_priority: overridePriority,
};
