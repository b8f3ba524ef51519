import type { FollowUp, Neighbour } from '../../kind';
import type { Incident } from './moves';

/**
 * What an incident does by itself for a record that it is linked with. Children follow their parent
 * into `resolved` and, when an agent took the parent back, out of it; nothing else is copied.
 */
export function followNeighbour(
  incident: Incident,
  neighbour: Neighbour,
): readonly FollowUp[] {
  if (neighbour.incoming) return [];
  if (neighbour.role === 'waitsFor') return wake(incident, neighbour);
  const { role, record, isNew } = neighbour;
  // Whoever links it with a parent that is solved decides about it alone
  return role === 'parent' && record.kind === incident.kind && !isNew
    ? followParent(incident, record)
    : [];
}

const wake = (incident: Incident, { record, open }: Neighbour): FollowUp[] =>
  incident.state === 'on_hold' && !open
    ? [{ action: 'wake', input: { by: record.number } }]
    : [];

function followParent(child: Incident, parent: Incident): FollowUp[] {
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
          // Who sees the child need not see what is restricted
          ...(!(parent.restricted && !child.restricted) && { notes }),
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
