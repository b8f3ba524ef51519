import type { FollowUp, Neighbour } from '../../action';
import { isKnownError, type Problem } from '../problem/moves';
import { mayCopy, type Incident } from './moves';

/** Whoever waits for a record that is done goes on. */
export const wake = (
  incident: Incident,
  { record, open }: Pick<Neighbour, 'record' | 'open'>,
): FollowUp[] =>
  incident.state === 'on_hold' && !open
    ? [{ action: 'wake', input: { by: record.number } }]
    : [];

/**
 * What a problem means to an incident that it causes, or that waits for it: its workaround, its
 * solution, or, when it was one too many, the problem that stays. A risk that is accepted leaves
 * the incident open: somebody decides what that means for its requester.
 */
export function followProblem(
  incident: Incident,
  { role, record: problem, open }: Neighbour,
): readonly FollowUp[] {
  if (role !== 'causedBy' && role !== 'waitsFor') return [];
  const { closeCode, duplicateOf } = problem.data as Problem['data'];
  if (closeCode === 'duplicate' && duplicateOf) {
    const input = { problem: problem.number, duplicateOf };
    // Where no problem stays, what waits for this one waits for nothing
    return [
      { action: 'follow_duplicate', input },
      ...(role === 'waitsFor' ? wake(incident, { record: problem, open }) : []),
    ];
  }
  if (!open) {
    if (role === 'waitsFor') {
      return closeCode === 'fix_applied'
        ? [solvedBy(incident, problem)]
        : wake(incident, { record: problem, open });
    }
    return closeCode === 'risk_accepted'
      ? [{ action: 'note_accepted_risk', input: { problem: problem.number } }]
      : [];
  }
  return isKnownError(problem) && mayCopy(problem, incident)
    ? [takeWorkaround(problem)]
    : [];
}

const solvedBy = (incident: Incident, problem: Problem): FollowUp => ({
  action: 'resolve_by_problem',
  input: {
    problem: problem.number,
    ...(mayCopy(problem, incident) && { notes: problem.data.fixNotes }),
  },
});

const takeWorkaround = ({ number, data }: Problem): FollowUp => ({
  action: 'take_workaround',
  input: { problem: number, workaround: data.workaround },
});
