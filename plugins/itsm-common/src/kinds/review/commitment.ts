import type { Refusal } from '../../errors';
import type { ActContext } from '../../action';
import type { LinkedRecord, LinkQuestion } from '../../link';
import { linksTo } from '../shared/links';

/** What is to be done after it. */
export const TASKS: LinkQuestion = { role: 'parent', from: 'task' };

type Task = NonNullable<LinkedRecord['record']>;

/** An action that nobody does by any date is a wish; what is done needs neither any more. */
function missingIn({ state, assignee, assignmentGroup, fields }: Task) {
  if (state === 'completed') return [];
  return [
    ...(assignee || assignmentGroup ? [] : ['assignee']),
    ...((fields?.dueAt ?? null) === null ? ['dueAt'] : []),
  ];
}

/** What was given up, and so is no action that follows from anything. */
const isLeft = ({ open, state }: Task) => open || state === 'completed';

/**
 * What a review leaves behind: at least one task that somebody does by a date (features: "at least one
 * committed action"). Refused with what the nearest one lacks.
 */
export function refuseUncommitted(ctx: ActContext): Refusal | undefined {
  const [nearest] = linksTo(ctx, TASKS)
    .map(({ record }) => record!)
    .filter(isLeft)
    .map(missingIn)
    .sort((a, b) => a.length - b.length);
  if (!nearest) return { code: 'action_or_reason_required' };
  return nearest.length === 0
    ? undefined
    : { code: 'action_not_committed', params: { fields: nearest } };
}
