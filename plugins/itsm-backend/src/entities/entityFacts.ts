import type { Knex } from 'knex';
import { storedJson } from '../database/storedJson';

/** What records need to know of an entity. */
export interface EntityFacts {
  ref: string;
  uid: string | null;
  /** Direct owners and, after them, the parent groups of those. */
  owners: string[];
  /** What it is part of, the nearest first; a system, domain or group is within itself. */
  containers: string[];
  tier: string | null;
  /** What the entity says of itself (`spec.type`), such as service. */
  type: string | null;
  tags: string[];
}

/** What rules ask of an entity. */
export type DescribedEntity = Pick<
  EntityFacts,
  'ref' | 'owners' | 'containers' | 'tier' | 'type' | 'tags'
>;

/** Owners and containers of some entities together, without repeats. */
export type Standing = Pick<EntityFacts, 'owners' | 'containers'>;

/** Undefined when the row is broken: then it is as good as not read yet. */
function decoded(row: {
  owners: string;
  containers: string;
}): Standing | undefined {
  const owners = storedJson<string[], undefined>(row.owners, undefined);
  const containers = storedJson<string[], undefined>(row.containers, undefined);
  return owners && containers && { owners, containers };
}

/** Who owns these entities, and what they are part of. */
export async function readStanding(
  knex: Knex,
  refs: readonly string[],
): Promise<Standing> {
  if (refs.length === 0) return { owners: [], containers: [] };
  const rows = await knex('entity_facts')
    .whereIn('ref', refs as string[])
    .select('owners', 'containers');
  const all = rows.flatMap(row => decoded(row) ?? []);
  return {
    owners: [...new Set(all.flatMap(each => each.owners))],
    containers: [...new Set(all.flatMap(each => each.containers))],
  };
}

/** The owners of each of the entities that has any, in the order of the refs. */
export async function readOwners(
  knex: Knex,
  refs: readonly string[],
): Promise<string[][]> {
  if (refs.length === 0) return [];
  const rows = await knex('entity_facts')
    .whereIn('ref', refs as string[])
    .select('ref', 'owners', 'containers');
  const owners = new Map(rows.map(row => [row.ref, decoded(row)?.owners]));
  return refs.map(ref => owners.get(ref) ?? []).filter(each => each.length > 0);
}

/** What rules ask of these entities. */
export async function readDescribed(
  knex: Knex,
  refs: readonly string[],
): Promise<DescribedEntity[]> {
  if (refs.length === 0) return [];
  const rows = await knex('entity_facts')
    .whereIn('ref', refs as string[])
    .select('ref', 'owners', 'containers', 'tier', 'type', 'tags');
  return rows.map(row => ({
    ref: row.ref,
    owners: decoded(row)?.owners ?? [],
    containers: decoded(row)?.containers ?? [],
    tier: row.tier,
    type: row.type,
    tags: storedJson<string[], string[]>(row.tags, []),
  }));
}

/** Facts of entities that were read from the catalog after `since` and are in it still. */
export async function readFresh(
  knex: Knex,
  refs: readonly string[],
  since: number,
): Promise<EntityFacts[]> {
  if (refs.length === 0) return [];
  const rows = await knex('entity_facts')
    .whereIn('ref', refs as string[])
    .where('refreshed_at', '>', since)
    .whereNull('removed_at')
    .select('ref', 'uid', 'owners', 'containers', 'tier', 'type', 'tags');
  return rows.flatMap(row => {
    const standing = decoded(row);
    const tags = storedJson<string[], string[]>(row.tags, []);
    return standing ? [{ ...row, ...standing, tags }] : [];
  });
}

/**
 * Stores facts. Whoever reads an entity first may be the one to see a new owner or system, so the
 * change is noted on the row: the refresh rewrites the principals of its records later.
 */
export async function writeFacts(
  knex: Knex,
  facts: readonly EntityFacts[],
  at: number,
): Promise<void> {
  for (const fact of facts) {
    const row = {
      ...fact,
      owners: JSON.stringify(fact.owners),
      containers: JSON.stringify(fact.containers),
      tags: JSON.stringify(fact.tags),
      refreshed_at: at,
      removed_at: null,
    };
    await knex('entity_facts')
      .insert(row)
      .onConflict('ref')
      .merge({
        ...row,
        principals_stale: knex.raw(
          'case when entity_facts.owners <> excluded.owners or entity_facts.containers <> excluded.containers then 1 else entity_facts.principals_stale end',
        ) as any,
      });
  }
}
