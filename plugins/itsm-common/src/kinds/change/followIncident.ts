import type { FollowUp, Neighbour } from '../../action';
import type { Change } from './types';

/** Of what breaks by a change, this much makes it one with issues. */
interface Broken {
  kind: string;
  state: string;
  priority: number | null;
}

/** A P1 or P2 incident, unless it turned out to be none. */
export const isUrgentIncident = ({ kind, state, priority }: Broken) =>
  kind === 'incident' && state !== 'canceled' && (priority ?? 9) <= 2;

/** What a change broke may show only after it was closed as a success. */
export const followIncident = (
  _change: Change,
  { role, incoming, record }: Neighbour,
): readonly FollowUp[] =>
  role === 'causedBy' && incoming && isUrgentIncident(record)
    ? [{ action: 'take_back_success', input: { incident: record.number } }]
    : [];
