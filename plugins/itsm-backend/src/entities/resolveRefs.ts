import {
  entityRefFields,
  InvalidInputError,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
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
  for (const [field, { kind, kinds }] of Object.entries(
    entityRefFields(schema),
  )) {
    const value = input[field];
    if (value === undefined || value === null) continue;
    resolved[field] = Array.isArray(value)
      ? [...new Set(value.map(ref => fullRef(ref, kind)))]
      : fullRef(value, kind);
    const named: string[] = [resolved[field]].flat();
    refuseOthers(field, named, caller, kinds);
    refs.push(...named);
  }
  // A caller may name itself although the catalog does not know it.
  const facts = await entities.require(
    refs.filter(ref => ref !== caller.actor.ref),
    caller.credentials,
  );
  return { resolved, facts };
}

/**
 * A group has a part in a record as a group: as a requester it would let its members read what is written
 * about them.
 */
function refuseOthers(
  field: string,
  refs: readonly string[],
  caller: Caller,
  kinds?: readonly string[],
): void {
  // A sign-in may give people refs of another kind than `user`.
  const isOwnName = (ref: string) =>
    ref === caller.actor.ref && kinds?.includes('user');
  const other = refs.find(
    ref => !kinds?.includes(ref.split(':')[0]) && !isOwnName(ref),
  );
  if (!kinds || other === undefined) return;
  throw new InvalidInputError(
    `${field}: '${other}' is no ${kinds.join(' or ')}.`,
    { field, ref: other, kinds: [...kinds] },
    'wrong_entity_kind',
  );
}
