import type { ActContext } from '../../kind';
import type { ItsmRecord, RecordPatch } from '../../record';
import type { IncidentData } from './incident';

export type Incident = ItsmRecord<IncidentData>;

/** The first response stops the response clock once. */
export const respond = (record: Incident, ctx: ActContext): RecordPatch =>
  record.acknowledgedAt === null ? { acknowledgedAt: ctx.at } : {};

/** What is waited for no longer, once an incident leaves that state. */
export function waitingLinks(ctx: ActContext) {
  return ctx.links
    .filter(link => link.role === 'waitsFor' && !link.incoming)
    .map(({ role, target, ref }) => ({ role, target, ref }));
}
