import type { Knex } from 'knex';
import { storedJson } from '../database/storedJson';

/** A repository that somebody mapped to entities by hand. */
export interface Mapping {
  /** Empty: of every instance. */
  instance: string;
  /** As it is compared; what older versions wrote may be an address. */
  repository: string;
  entities: string[];
}

/**
 * The mapping of a repository by any of its names, the first one first; one of the instance goes before one of
 * every instance.
 */
export async function readMapping(
  knex: Knex,
  instance: string,
  repositories: readonly string[],
): Promise<string[]> {
  if (repositories.length === 0) return [];
  const rows = await knex('mappings')
    .whereIn('repository', repositories as string[])
    .whereIn('instance', [instance, '']);
  for (const each of [instance, '']) {
    for (const repository of repositories) {
      const row = rows.find(
        r => r.instance === each && r.repository === repository,
      );
      // A broken one maps nothing: what waits for it is in the inbox of what is unmapped
      if (row) return storedJson<string[], []>(row.entities, []);
    }
  }
  return [];
}

export async function writeMapping(
  trx: Knex.Transaction,
  mapping: Mapping,
  by: { at: number; ref: string },
): Promise<void> {
  await trx('mappings')
    .insert({
      ...mapping,
      entities: JSON.stringify(mapping.entities),
      created_at: by.at,
      created_by: by.ref,
    })
    .onConflict(['instance', 'repository'])
    .merge();
}
