import { StaleVersionError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v4 as randomUuid } from 'uuid';
import { GENESIS } from '../timeline/entryChain';
import { writeKeys } from './definitionKeys';
import {
  readDefinition,
  type NextVersion,
  type StoredDefinition,
} from './readDefinitionRows';
import { versionRow } from './versionRow';

/**
 * Stores a new definition with its first version.
 *
 * @returns undefined when there is one of this name
 */
export async function insertDefinition(
  trx: Knex.Transaction,
  o: { id: string; type: string },
  next: NextVersion,
): Promise<StoredDefinition | undefined> {
  const { row, head } = versionRow(
    { id: o.id, version: 0, lastHash: GENESIS },
    next,
  );
  const inserted = await trx('definitions')
    .insert({
      ...o,
      ...head,
      active_version: null,
      created_at: next.at,
      file: next.file ?? null,
    })
    .onConflict(['type', 'name'])
    .ignore()
    .returning('id');
  if (inserted.length === 0) return undefined;
  await trx('definition_versions').insert(row);
  return readDefinition(trx, o.type, { id: o.id });
}

/**
 * Stores the next version of a definition, if nobody else has done so meanwhile.
 *
 * @throws StaleVersionError
 * @throws ConflictingError when another definition in force has one of its keys
 */
export async function writeDefinition(
  trx: Knex.Transaction,
  stored: StoredDefinition,
  next: NextVersion,
): Promise<StoredDefinition> {
  const { row, head } = versionRow(stored, next);
  const { inForce, file } = next;
  const isSame = inForce === undefined;
  const written = await trx('definitions')
    .where({ id: stored.id, version: stored.version })
    .update({
      ...head,
      ...(!isSame && { active_version: inForce && row.version }),
      ...(file !== undefined && { file }),
    });
  if (written === 0) {
    throw new StaleVersionError(stored.version, stored.version + 1);
  }
  await trx('definition_versions').insert(row);
  if (!isSame) {
    if (inForce !== 'same keys') {
      await writeKeys(trx, stored, inForce?.keys ?? []);
    }
    // In the same transaction: who reads the mark after the commit never takes what was in force before
    await trx('definition_markers')
      .insert({ type: stored.type, marker: randomUuid() })
      .onConflict('type')
      .merge();
  }
  return (await readDefinition(trx, stored.type, { id: stored.id }))!;
}
