import {
  checkDefinition,
  InvalidInputError,
  type DefinitionContent,
  type DefinitionType,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { Desks } from '../desks/Desks';
import { fullRef, type EntityLookup } from '../entities/EntityLookup';

/**
 * Contents that are valid and name only entities and desks that exist, with full refs. The catalog is asked once.
 *
 * @throws InvalidInputError that says of which, where and why
 */
export async function checkContents(
  o: {
    type: DefinitionType;
    entities: Pick<EntityLookup, 'require'>;
    desks: Desks;
  },
  caller: Caller,
  contents: readonly DefinitionContent[],
): Promise<DefinitionContent[]> {
  const refs = new Set<string>();
  const checked = contents.map(content => {
    requireValid(o.type, content);
    for (const desk of [content.desk, ...o.type.desks(content.spec)]) {
      o.desks.require(desk);
    }
    const ownerGroup = groupOf(content.ownerGroup);
    if (ownerGroup !== null) refs.add(ownerGroup);
    for (const ref of o.type.refs(content.spec)) refs.add(ref);
    return { ...content, ownerGroup };
  });
  await o.entities.require([...refs], caller.credentials);
  return checked;
}

function requireValid(
  type: DefinitionType,
  { name, spec }: DefinitionContent,
): void {
  const problems = checkDefinition(type, spec);
  if (problems.length === 0) return;
  const [{ path, message }] = problems;
  throw new InvalidInputError(
    `${name}: ${['spec', path].filter(Boolean).join('.')}: ${message}`,
    { name, problems },
    'invalid_definition',
  );
}

function groupOf(ref: string | null): string | null {
  if (ref === null) return null;
  const full = fullRef(ref, 'group');
  if (full.startsWith('group:')) return full;
  throw new InvalidInputError(
    'ownerGroup: must be a group; write group:default/name.',
    { ref: full },
    'invalid_entity_ref',
  );
}
