import type { ActionDefinition } from '../../action';
import { assignIn } from '../shared/assign';
import { publishActions } from './publishActions';
import { retireActions } from './retireActions';
import { updateActions } from './updateActions';

/** In the order in which a page offers them. */
export const articleActions: Record<string, ActionDefinition> = {
  assign: assignIn('draft', 'review', 'published'),
  ...publishActions,
  ...updateActions,
  ...retireActions,
};
