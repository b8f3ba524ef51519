import type { FollowUp, Neighbour } from '../../action';
import type { Problem } from './moves';

/** What is meant to fix a problem tells it when it is done: whether it did is for people to see. */
export function followNeighbour(
  problem: Problem,
  { role, incoming, open, record, isNew }: Neighbour,
): readonly FollowUp[] {
  const isFix = role === 'fixedBy' && !incoming;
  return isFix && !open && !isNew && problem.state === 'fix_in_progress'
    ? [{ action: 'note_fix', input: { fix: record.number } }]
    : [];
}
