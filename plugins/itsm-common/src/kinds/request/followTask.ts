import type { FollowUp, Neighbour } from '../../action';
import type { LinkQuestion } from '../../link';
import type { ItsmRecord } from '../../record';

/** Its tasks: their states say when it is done, and what came of it. */
export const TASKS: LinkQuestion = { role: 'parent', from: 'task' };

/**
 * Where its tasks end it. Also before somebody has started it, and while it is on hold: nothing would
 * ask again afterwards.
 */
export const FULFILLED_IN = ['approved', 'in_fulfilment', 'on_hold'];

/** With the last of its tasks a request is done, or, when all were skipped, canceled. */
export function followTask(
  request: ItsmRecord,
  { role, incoming, open, record }: Neighbour,
): readonly FollowUp[] {
  const isTask = role === 'parent' && incoming && record.kind === 'task';
  if (!isTask || open || !FULFILLED_IN.includes(request.state)) return [];
  return [false, true].map(nothing => ({
    action: 'roll_up',
    input: { by: record.number, nothing },
  }));
}
