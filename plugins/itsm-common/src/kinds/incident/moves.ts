import type { ActContext } from '../../action';
import type { ItsmRecord, RecordPatch } from '../../record';
import { asLink, ownLinks } from '../shared/links';
import type { IncidentData } from './types';

export type Incident = ItsmRecord<IncidentData>;

/** The first response stops the response clock once. Who mitigated it had responded by then. */
export const respond = (record: Incident, ctx: ActContext): RecordPatch =>
  record.acknowledgedAt === null
    ? { acknowledgedAt: Math.min(ctx.at, record.mitigatedAt ?? ctx.at) }
    : {};

/** What is waited for no longer, once an incident leaves that state. */
export function waitingLinks(ctx: ActContext) {
  return ownLinks(ctx, 'waitsFor').map(asLink);
}

/** Who sees an incident need not see what is restricted elsewhere. */
export const mayCopy = (
  from: Pick<ItsmRecord, 'restricted'>,
  to: Pick<ItsmRecord, 'restricted'>,
): boolean => !from.restricted || to.restricted;
