import {
  entityRefFields,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../principals/Caller';
import type { EntityFacts } from './entityFacts';
import { fullRef, type EntityLookup } from './EntityLookup';

/**
 * An input with its entity refs in full, and the facts of what they name; people and groups must
 * exist, as must entities.
 *
 * @throws InvalidInputError naming the refs that are none or that the caller can't see.
 */
export async function resolveRefs(
  entities: EntityLookup,
  caller: Caller,
  schema: KindDefinition['create'],
  input: Record<string, any>,
): Promise<{
  resolved: Record<string, any>;
  facts: ReadonlyMap<string, EntityFacts>;
}> {
  const resolved = { ...input };
  const refs: string[] = [];
  for (const [field, kind] of Object.entries(entityRefFields(schema))) {
    const value = input[field];
    if (value === undefined || value === null) continue;
    resolved[field] = Array.isArray(value)
      ? [...new Set(value.map(ref => fullRef(ref, kind)))]
      : fullRef(value, kind);
    refs.push(...[resolved[field]].flat());
  }
  // A caller may name itself although the catalog does not know it.
  const facts = await entities.require(
    refs.filter(ref => ref !== caller.actor.ref),
    caller.credentials,
  );
  return { resolved, facts };
}
