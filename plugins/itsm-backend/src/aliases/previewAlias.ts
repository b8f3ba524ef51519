import {
  aliasKey,
  aliasType,
  externalName,
  type AliasSpec,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from '../access/Caller';
import { readTaken } from '../definitions/definitionKeys';
import type { Preview } from '../definitions/ManagedType';
import type { Room, UnmatchedName } from '../room';

/** Names that a preview returns. */
const MOST = 100;

/**
 * Names that wait to be mapped and would be, for those who may see them, and the aliases in force from which it takes
 * a name: those of the same name, and those of every system where it is of one.
 */
export async function previewAlias(
  { knex, rooms }: { knex: Knex; rooms: readonly Room[] },
  caller: Caller,
  spec: AliasSpec,
): Promise<Preview> {
  const { field, system, names } = spec;
  const query = {
    field,
    system,
    names: names.map(name => externalName(field, name)),
    limit: MOST + 1,
  };
  const waiting: UnmatchedName[] = [];
  for (const room of rooms) {
    waiting.push(...((await room.unmatched?.(caller, query)) ?? []));
  }
  const keys = [
    ...aliasType.keys(spec),
    ...(system ? names.map(name => aliasKey(field, '', name)) : []),
  ];
  const taken = await readTaken(knex, { type: aliasType.name }, keys);
  const others = new Map(taken.map(each => [each.definition, each.name]));
  return {
    matches: [
      ...waiting.slice(0, MOST).map(({ system: ofSystem, name }) => ({
        kind: 'name' as const,
        ref: name,
        title: ofSystem,
      })),
      ...[...others].map(([ref, title]) => ({
        kind: 'definition' as const,
        ref,
        title,
      })),
    ],
    examined: waiting.length,
    capped: waiting.length > MOST,
  };
}
