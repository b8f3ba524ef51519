import {
  advance,
  type ItsmRecord,
  type KindDefinition,
  type Link,
  type Opening,
  type Outcome,
  type Settings,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import type { Desks } from '../desks/Desks';
import { routeOf, type RecordRouter, type Route } from '../principals/routing';
import type { OpenOptions } from './acting';

/** A new record and all that is to be committed with it. Pure but for its id, as `act()` is. */
export function openRecord(
  kind: KindDefinition,
  opening: Opening,
  o: OpenOptions & {
    number: string;
    desk: string;
    settings: Settings;
    routedBy?: object[];
  },
): Outcome {
  const blank = blankRecord(kind, o.desk, o.number, opening, o);
  const record = advance(kind, blank, opening.patch, o);
  const affected = o.entities.map((ref): Link => ({
    role: 'affected',
    target: 'entity',
    ref,
  }));
  return {
    record,
    entries: [
      {
        verb: 'created',
        audience: 'public',
        body: {
          state: record.state,
          priority: record.priority,
          entities: o.entities,
          ...(o.routedBy?.length && { routedBy: o.routedBy }),
          ...opening.body,
        },
      },
      ...(opening.entries ?? []),
    ],
    links: {
      add: [...affected, ...(o.links ?? []), ...(opening.links?.add ?? [])],
      remove: [],
    },
    timers: opening.timers ?? [],
  };
}

/** Who works on a new record, its category and its desk, where whoever opens it names none. */
export async function routedOpening(
  knex: Knex,
  o: {
    kind: KindDefinition;
    desks: Desks;
    router: RecordRouter;
  },
  { patch }: Opening,
  { assignmentGroup, entities, desk: chosen }: OpenOptions,
): Promise<{ patch: Opening['patch']; route: Route & { desk: string } }> {
  const { category = null, environment = 'production' } = patch;
  const desk = chosen ?? o.desks.default;
  const { category: routed, ...route } = await routeOf(
    knex,
    o.desks,
    {
      assignee: patch.assignee,
      assignmentGroup: patch.assignmentGroup ?? assignmentGroup,
    },
    entities,
    {
      router: o.router,
      isDeskChosen: chosen !== undefined,
      record: { kind: o.kind.name, desk, category, environment },
    },
  );
  return {
    patch: category === null && routed ? { ...patch, category: routed } : patch,
    route: { desk, ...route },
  };
}

/** A record before its opening patch: every column has its default. */
function blankRecord(
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
