import { ConflictingError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';

/** Keys of one statement. */
const AT_ONCE = 100;

/**
 * Waits until no transaction is left that has read the keys as they were, and lets none read them until the end of this
 * one. Before its first statement, so that nobody waits for the other.
 */
export async function lockKeys(trx: Knex.Transaction): Promise<void> {
  if (isPostgres(trx)) {
    await trx.raw('lock table definition_keys in access exclusive mode');
  }
}

/**
 * Gives a definition the keys that it has in force; the index has each of them once.
 *
 * @throws ConflictingError that says which other definition has one of them
 */
export async function writeKeys(
  trx: Knex.Transaction,
  { id, type }: { id: string; type: string },
  keys: readonly string[],
): Promise<void> {
  await trx('definition_keys').where({ definition_id: id }).delete();
  for (let from = 0; from < keys.length; from += AT_ONCE) {
    const wanted = keys.slice(from, from + AT_ONCE);
    const written = await trx('definition_keys')
      .insert(wanted.map(key => ({ type, key, definition_id: id })))
      .onConflict(['type', 'key'])
      .ignore()
      .returning('key');
    if (written.length < wanted.length) {
      const taken = await readTaken(trx, { id, type }, wanted);
      throw keyTaken(taken[0]);
    }
  }
}

interface TakenKey {
  key: string;
  definition: string;
  name: string;
}

/** Keys that other definitions in force have. */
export async function readTaken(
  knex: Knex,
  { id, type }: { id?: string; type: string },
  keys: readonly string[],
): Promise<TakenKey[]> {
  if (keys.length === 0) return [];
  return knex('definition_keys')
    .join('definitions', 'definitions.id', 'definition_keys.definition_id')
    .where('definition_keys.type', type)
    .whereIn('definition_keys.key', keys as string[])
    .modify(query => {
      if (id) query.whereNot('definition_keys.definition_id', id);
    })
    .orderBy('definition_keys.key')
    .select('definition_keys.key', 'definitions.id as definition', 'name');
}

const keyTaken = ({ key, definition, name }: TakenKey) => {
  const what = labelOf(key);
  return new ConflictingError(
    `The definition '${name}', which is in force, already decides about '${what}'. Edit or retire that one first.`,
    { code: 'key_taken', params: { what, definition, name } },
  );
};

/** What people call it. */
const labelOf = (key: string) => key.slice(key.lastIndexOf(':') + 1);
