import type { ActionDefinition } from '../../action';
import { consentActions } from './consentActions';
import { fulfilmentActions } from './fulfilmentActions';

/** In the order in which a page offers them. */
export const requestActions: Record<string, ActionDefinition> = {
  ...consentActions,
  ...fulfilmentActions,
};
