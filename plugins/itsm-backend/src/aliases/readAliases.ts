import {
  aliasKey,
  aliasType,
  checkDefinition,
  type AliasSpec,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { readByKeys } from '../definitions/readDefinitionRows';

/** A name as another system has it. */
export interface ExternalName {
  field: string;
  /** The instance that uses it. */
  system: string;
  name: string;
}

/**
 * The entities that a system means by a name, as full refs; none when no alias is in force for it. One of the system
 * goes before one of every system. One statement by an index, so that it can be asked in a transaction.
 */
export async function readAliases(
  knex: Knex,
  { field, system, name }: ExternalName,
): Promise<string[]> {
  const keys = [aliasKey(field, system, name), aliasKey(field, '', name)];
  const found = await readByKeys(knex, aliasType.name, keys);
  const alias = found.get(keys[0]) ?? found.get(keys[1]);
  // A broken one maps nothing: what waits for it is in the inbox of what is unmapped
  if (!alias || checkDefinition(aliasType, alias.spec).length > 0) return [];
  return (alias.spec as AliasSpec).entities;
}
