import { uidOf } from '../catalog/Node';
import type { World } from '../world/landscape';
import type { Row, Tables } from './tables';

/** The task that reads entities again leaves alone what was read then. */
const NEVER_STALE = Date.UTC(2100, 0, 1);

/** What the engine knows of the entities, people and groups that records name. */
export function* factBatches(
  world: World,
  affected: ReadonlySet<number>,
  batchSize: number,
): Generator<{ tables: Tables }> {
  const { people, teams } = world.size;
  let rows: Row[] = [];
  for (const fact of facts(world, affected, people, teams)) {
    rows.push(fact);
    if (rows.length === batchSize) {
      yield { tables: { entity_facts: rows } };
      rows = [];
    }
  }
  yield { tables: { entity_facts: rows } };
}

function* facts(
  world: World,
  affected: ReadonlySet<number>,
  people: number,
  teams: number,
): Generator<Row> {
  for (let i = 0; i < people; i += 1) yield factOf(world.person(i));
  for (let i = 0; i < teams; i += 1) yield factOf(world.team(i));
  for (const i of affected) {
    yield factOf(world.component(i), {
      owners: world.ownersOfComponent(i),
      containers: world.containersOfComponent(i),
      tier: world.tierOf(i),
    });
  }
}

function factOf(
  ref: string,
  o: { owners?: string[]; containers?: string[]; tier?: string | null } = {},
): Row {
  return {
    ref,
    uid: uidOf(ref),
    owners: JSON.stringify(o.owners ?? []),
    containers: JSON.stringify(o.containers ?? []),
    tier: o.tier ?? null,
    principals_stale: 0,
    refreshed_at: NEVER_STALE,
    removed_at: null,
    moved_to: null,
  };
}
