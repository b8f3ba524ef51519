import type { Knex } from 'knex';
import { storedJson } from '../storedJson';

/** A repository that somebody mapped to entities by hand. */
export interface Mapping {
  /** Empty: of every instance. */
  instance: string;
  /** Lower case. */
  repository: string;
  entities: string[];
}

/** The mapping of a repository; one of the instance goes before one of every instance. */
export async function readMapping(
  knex: Knex,
  instance: string,
  repository: string | null,
): Promise<string[]> {
  if (!repository) return [];
  const rows = await knex('mappings')
    .where({ repository })
    .whereIn('instance', [instance, ''])
    .orderBy('instance', 'desc');
  // A broken one maps nothing: what waits for it is in the inbox of what is unmapped
  return rows.length > 0 ? storedJson<string[], []>(rows[0].entities, []) : [];
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
