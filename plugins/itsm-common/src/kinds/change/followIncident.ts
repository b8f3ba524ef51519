import type { ActContext, FollowUp, Neighbour } from '../../action';
import type { LinkQuestion } from '../../link';
import { linksTo } from '../shared/links';
import type { Change } from './types';

/** Of what breaks by a change, this much makes it one with issues. */
interface Broken {
  kind: string;
  state: string;
  priority: number | null;
}

const URGENT = {
  from: 'incident',
  notIn: ['canceled'],
  priorityUpTo: 2,
} as const;

/** Incidents that the change caused. */
const CAUSED: LinkQuestion = { ...URGENT, role: 'causedBy', any: true };
/** Incidents of which an agent says so, until those who may act on the change decide. */
export const SUSPECTED: LinkQuestion = { ...CAUSED, proposed: true };
/** Incidents that the change is to end. */
const ENDED: readonly LinkQuestion[] = (['waitsFor', 'relatedTo'] as const).map(
  role => ({ ...URGENT, role, any: true, harmless: true }),
);
export const INCIDENT_QUESTIONS = [CAUSED, SUSPECTED, ...ENDED];

/** A P1 or P2 incident, unless it turned out to be none. */
const isUrgentIncident = ({ kind, state, priority }: Broken) =>
  kind === URGENT.from && state !== 'canceled' && (priority ?? 9) <= 2;

export const causedUrgentIncident = (ctx: ActContext): boolean =>
  linksTo(ctx, CAUSED).length > 0;

/** Why a change can be an emergency: an urgent incident that it is linked with. */
export const hasUrgentCause = (ctx: ActContext): boolean =>
  ctx.links.some(
    ({ incoming, record }) => !incoming && record && isUrgentIncident(record),
  ) || ENDED.some(question => linksTo(ctx, question).length > 0);

/**
 * What a change broke may show only after it was closed as a success; and it may turn out that something else
 * did, or that nothing is broken.
 */
export function followIncident(
  _change: Change,
  { role, incoming, record, isGone }: Neighbour,
): readonly FollowUp[] {
  if (role !== 'causedBy' || !incoming) return [];
  const input = { incident: record.number };
  return isUrgentIncident(record) && !isGone
    ? [{ action: 'take_back_success', input }]
    : [
        { action: 'restore_success', input },
        { action: 'await_quiet_period', input },
      ];
}
