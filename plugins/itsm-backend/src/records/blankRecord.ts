import type {
  ItsmRecord,
  KindDefinition,
  Opening,
} from 'backstage-plugin-itsm-common';
import { v7 as uuid } from 'uuid';
import type { OpenOptions } from './acting';

/** A record before its opening patch: every column has its default. */
export function blankRecord(
  kind: KindDefinition,
  desk: string,
  number: string,
  opening: Pick<Opening, 'state' | 'data' | 'patch'>,
  o: OpenOptions,
): ItsmRecord {
  return {
    id: uuid(),
    number,
    kind: kind.name,
    desk,
    state: opening.state,
    version: 0,
    title: opening.patch.title,
    description: '',
    impact: null,
    urgency: null,
    priority: null,
    environment: 'production',
    category: null,
    channel: o.channel,
    restricted: false,
    requester: o.requester ?? o.actor.ref,
    openedBy: o.actor.ref,
    assignee: o.assignee ?? null,
    assignmentGroup: o.assignmentGroup ?? null,
    createdAt: o.at,
    updatedAt: o.at,
    startedAt: null,
    detectedAt: null,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    reopenCount: 0,
    data: opening.data,
    dataVersion: kind.dataVersion,
  };
}
