import type { ActionDefinition } from '../../action';
import { assignIn } from '../shared/assign';
import { overridePriorityIn } from '../shared/priority';
import { analysisActions } from './analysisActions';
import { endActions } from './endActions';
import { fixActions } from './fixActions';
import type { Problem } from './moves';

const OPEN = ['new', 'assess', 'rca', 'known_error', 'fix_in_progress'];

/** Whoever has led the analysis goes on being the one who did, also after it was handed over. */
const leadingOn = (assign: ActionDefinition): ActionDefinition => ({
  ...assign,
  apply: (record: Problem, input, ctx) => {
    const { patch, ...effects } = assign.apply!(record, input, ctx);
    const led = [...(record.data.coordinators ?? []), record.assignee];
    const coordinators = [...new Set(led.filter(ref => ref !== null))];
    return {
      ...effects,
      patch: { ...patch, ...(record.assignee && { data: { coordinators } }) },
    };
  },
});

/** In the order in which a page offers them. */
export const problemActions: Record<string, ActionDefinition> = {
  assign: leadingOn(assignIn(...OPEN)),
  ...analysisActions,
  ...fixActions,
  ...endActions,
  override_priority: overridePriorityIn(...OPEN),
};
