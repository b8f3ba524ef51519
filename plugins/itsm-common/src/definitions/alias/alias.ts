import { z } from 'zod';
import { requiredText } from '../../fields';
import type { DefinitionProblem } from '../DefinitionType';
import { definitionType } from '../DefinitionType';
import { externalName } from './externalName';

/** Letters as the catalog compares them. No system means a person by such a name. */
const FULL_REF =
  /^(?!user:)[^:/\s\p{Cc}A-Z]+:[^:/\s\p{Cc}A-Z]+\/[^:/\s\p{Cc}A-Z]+$/u;
/** Parts of a key are told apart by colons. */
const SYSTEM = /^[^:\s\p{Cc}\p{Cs}]+$/u;
const FIELD = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const MAX_NAME = 300;

/** @public */
export const aliasSpec = z.strictObject({
  /** The configured instance that uses the names, such as a hook; left out: all of them. */
  system: z
    .string()
    .min(1)
    .max(100)
    .regex(SYSTEM, 'must be the name of an instance')
    .optional(),
  /** The field of what the system sends that has the name: `repository`, or a label of alerts such as `service`. */
  field: z.string().min(1).max(50).regex(FIELD, 'must be the name of a field'),
  /** As the system writes them; case makes no difference, and a repository may be given by its address. */
  names: z.array(requiredText(MAX_NAME)).min(1).max(100),
  /** Full refs of the entities that the names stand for. */
  entities: z
    .array(
      z
        .string()
        .max(300)
        .regex(
          FULL_REF,
          'must be a full ref in lower case, and no person: component:default/name',
        ),
    )
    .min(1)
    .max(50),
});
/** @public */
export type AliasSpec = z.infer<typeof aliasSpec>;

/**
 * What a name is found by among the aliases in force.
 *
 * @param system - empty: of every system
 * @public
 */
export const aliasKey = (field: string, system: string, name: string): string =>
  `${field}:${system}:${externalName(field, name)}`;

/** Which entity another system means by a name. @public */
export const aliasType = definitionType<AliasSpec>({
  name: 'alias',
  plural: 'aliases',
  spec: aliasSpec,
  check: spec =>
    spec.names.flatMap((name, index) =>
      problemOf(spec, externalName(spec.field, name), index),
    ),
  keys: ({ field, system = '', names }) =>
    names.map(name => aliasKey(field, system, name)),
  refs: ({ entities }) => entities,
  explain: ({ field, system, names, entities }) => [
    {
      code: system ? 'alias_of_system' : 'alias_of_all',
      params: { field, names, entities, ...(system && { system }) },
    },
  ],
});

function problemOf(
  { field, names }: AliasSpec,
  name: string,
  index: number,
): DefinitionProblem[] {
  const path = `names.${index}`;
  const known = names.map(each => externalName(field, each));
  // Some letters become two: what was short enough as it was sent need not be any more
  if (name.length > MAX_NAME) {
    return [
      {
        path,
        code: 'alias_name_long',
        message: `has more than ${MAX_NAME} characters in lower case; shorten it`,
        params: { most: MAX_NAME },
      },
    ];
  }
  if (known.indexOf(name) === index) return [];
  return [
    {
      path,
      code: 'alias_name_twice',
      message: `is '${name}', which is there already; remove one of them`,
      params: { name },
    },
  ];
}
