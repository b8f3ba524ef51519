import type { ActionDefinition } from '../../action';
import { endActions } from './endActions';
import { overridePriorityIn } from '../shared/priority';
import { followUps } from './followUps';
import { majorActions } from './majorActions';
import { workActions } from './workActions';

/** In the order in which a page offers them. */
export const incidentActions: Record<string, ActionDefinition> = {
  ...workActions,
  ...endActions,
  ...majorActions,
  ...followUps,
  override_priority: overridePriorityIn('new', 'in_progress', 'on_hold'),
};
