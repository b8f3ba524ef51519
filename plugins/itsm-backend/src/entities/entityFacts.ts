import type { Knex } from 'knex';

/** What records need to know of an entity. */
export interface EntityFacts {
  ref: string;
  uid: string | null;
  /** Direct owners and, after them, the parent groups of those. */
  owners: string[];
  system: string | null;
  domain: string | null;
  tier: string | null;
}

/** Owners of all these entities, without repeats. */
export async function readOwners(
  knex: Knex,
  refs: readonly string[],
): Promise<string[]> {
  if (refs.length === 0) return [];
  const rows = await knex('entity_facts')
    .whereIn('ref', refs as string[])
    .select('owners');
  return [...new Set(rows.flatMap(row => JSON.parse(row.owners) as string[]))];
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
    .select('ref', 'uid', 'owners', 'system', 'domain', 'tier');
  return rows.map(row => ({ ...row, owners: JSON.parse(row.owners) }));
}

/**
 * Stores facts. Whoever reads an entity first may be the one to see a new owner, so the change is
 * noted on the row: the refresh rewrites the principals of its records later.
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
      refreshed_at: at,
      removed_at: null,
    };
    await knex('entity_facts')
      .insert(row)
      .onConflict('ref')
      .merge({
        ...row,
        principals_stale: knex.raw(
          'case when entity_facts.owners <> excluded.owners then 1 else entity_facts.principals_stale end',
        ) as any,
      });
  }
}
