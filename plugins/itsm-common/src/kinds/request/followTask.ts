import type { FollowUp, Neighbour } from '../../kind';
import type { ItsmRecord } from '../../record';

/** With the last of its tasks a request is done, or, when all were skipped, canceled. */
export function followTask(
  request: ItsmRecord,
  { role, incoming, open, record }: Neighbour,
): readonly FollowUp[] {
  const isTask = role === 'parent' && incoming && record.kind === 'task';
  if (!isTask || open || request.state !== 'in_fulfilment') return [];
  return [false, true].map(nothing => ({
    action: 'roll_up',
    input: { by: record.number, nothing },
  }));
}
