import type { FollowUp, Neighbour } from '../../action';
import { followProblem, wake } from './followProblem';
import { mayCopy, type Incident } from './moves';

/**
 * What an incident does by itself for a record that it is linked with. Children follow their parent
 * into `resolved` and, when an agent took the parent back, out of it; nothing else is copied.
 */
export function followNeighbour(
  incident: Incident,
  neighbour: Neighbour,
): readonly FollowUp[] {
  const { role, record, isNew } = neighbour;
  if (neighbour.incoming) return [];
  if (record.kind === 'problem') return followProblem(incident, neighbour);
  if (role === 'waitsFor') return wake(incident, neighbour);
  // Whoever links it with a parent that is solved decides about it alone
  return role === 'parent' && record.kind === incident.kind && !isNew
    ? followParent(incident, record)
    : [];
}

function followParent(child: Incident, parent: Incident): FollowUp[] {
  if (parent.state === 'canceled') {
    return [{ action: 'lose_parent', input: { parent: parent.number } }];
  }
  const { resolution } = parent.data;
  const isTakenBack =
    parent.data.lastReopenedBy !== undefined &&
    parent.data.lastReopenedBy !== parent.requester;
  if (parent.state === 'resolved' && resolution) {
    const { code, notes } = resolution;
    return [
      {
        action: 'resolve_with_parent',
        input: {
          parent: parent.number,
          code,
          ...(mayCopy(parent, child) && { notes }),
        },
      },
    ];
  }
  const isFollower = child.data.resolution?.withParent;
  if (parent.state === 'in_progress' && isTakenBack && isFollower) {
    return [{ action: 'reopen_with_parent', input: { parent: parent.number } }];
  }
  return [];
}
