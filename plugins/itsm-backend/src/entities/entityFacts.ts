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

export async function writeFacts(
  knex: Knex,
  facts: readonly EntityFacts[],
  at: number,
): Promise<void> {
  for (const fact of facts) {
    await knex('entity_facts')
      .insert({
        ...fact,
        owners: JSON.stringify(fact.owners),
        refreshed_at: at,
        removed_at: null,
      })
      .onConflict('ref')
      .merge();
  }
}
