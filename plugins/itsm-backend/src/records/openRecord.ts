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
  options: OpenOptions & {
    number: string;
    desk: string;
    settings: Settings;
    routedBy?: object[];
  },
): Outcome {
  const blank = blankRecord(
    kind,
    options.desk,
    options.number,
    opening,
    options,
  );
  const record = advance(kind, blank, opening.patch, options);
  const affected = options.entities.map((ref): Link => ({
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
          entities: options.entities,
          ...(options.routedBy?.length && { routedBy: options.routedBy }),
          ...opening.body,
        },
      },
      ...(opening.entries ?? []),
    ],
    links: {
      add: [
        ...affected,
        ...(options.links ?? []),
        ...(opening.links?.add ?? []),
      ],
      remove: [],
    },
    timers: opening.timers ?? [],
  };
}

/** Who works on a new record, its category and its desk, where whoever opens it names none. */
export async function routedOpening(
  knex: Knex,
  options: {
    kind: KindDefinition;
    desks: Desks;
    router: RecordRouter;
  },
  { patch }: Opening,
  { assignmentGroup, entities, desk: chosen }: OpenOptions,
): Promise<{ patch: Opening['patch']; route: Route & { desk: string } }> {
  const { category = null, environment = 'production' } = patch;
  const desk = chosen ?? options.desks.default;
  const { category: routed, ...route } = await routeOf(
    knex,
    options.desks,
    {
      assignee: patch.assignee,
      assignmentGroup: patch.assignmentGroup ?? assignmentGroup,
    },
    entities,
    {
      router: options.router,
      isDeskChosen: chosen !== undefined,
      record: { kind: options.kind.name, desk, category, environment },
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
  options: OpenOptions,
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
    channel: options.channel,
    restricted: false,
    requester: options.requester ?? options.actor.ref,
    openedBy: options.actor.ref,
    assignee: options.assignee ?? null,
    assignmentGroup: options.assignmentGroup ?? null,
    createdAt: options.at,
    updatedAt: options.at,
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
