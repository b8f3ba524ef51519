import type { ActionDefinition } from '../../action';
import { assignIn } from '../shared/assign';
import { overridePriorityIn } from '../shared/priority';
import { analysisActions } from './analysisActions';
import { endActions } from './endActions';
import { fixActions } from './fixActions';

const OPEN = ['new', 'assess', 'rca', 'known_error', 'fix_in_progress'];

/** In the order in which a page offers them. */
export const problemActions: Record<string, ActionDefinition> = {
  assign: assignIn(...OPEN),
  ...analysisActions,
  ...fixActions,
  ...endActions,
  override_priority: overridePriorityIn(...OPEN),
};
