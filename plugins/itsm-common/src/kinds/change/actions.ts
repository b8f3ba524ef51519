import type { ActionDefinition } from '../../action';
import { consentActions } from './consentActions';
import { workActions } from './workActions';

/** In the order in which a page offers them. */
export const changeActions: Record<string, ActionDefinition> = {
  ...consentActions,
  ...workActions,
};
