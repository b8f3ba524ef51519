import {
  createPermission,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { Refusal } from '../errors';
import type { ConditionFacts } from './condition';

/** What is wrong at one place of a definition. @public */
export interface DefinitionProblem {
  /** `when.entity.kind`; empty for the whole. */
  path: string;
  code: string;
  /** In English, for logs and for those who call the API. */
  message: string;
  params: Record<string, unknown>;
}

/**
 * A type of what administrators decide while the portal runs, such as routing rules. Versions, approval, files,
 * import and export are the same for all types.
 *
 * @public
 */
export interface DefinitionType<Spec extends object = any> {
  /** Singular and lower case, as in `itsm.<name>.manage`. Unique, with `plural`. */
  name: string;
  /** As in the path of the API. */
  plural: string;
  /** The shape of what is decided, without transforms. */
  spec: z.ZodType<Spec>;
  permissions: { read: BasicPermission; manage: BasicPermission };
  /** Somebody else has to approve a draft before it can be activated. The configuration can ask for it, too. */
  fourEyes: boolean;
  /** Facts that its conditions can ask for, by the member of the spec that has the condition. */
  conditions: Readonly<Record<string, ConditionFacts>>;
  /** What the shape cannot say. Conditions have been checked. */
  check(spec: Spec): DefinitionProblem[];
  /** Full refs of the entities that it names; they must exist when it is saved. */
  refs(spec: Spec): string[];
  /** Names of the desks that it names; they must exist when it is saved. */
  desks(spec: Spec): string[];
  /**
   * What it alone may say: of two definitions with the same key only one can be in force. At most 500 characters each;
   * after the last colon comes what people call it. Never made of refs, which follow when an entity is renamed.
   */
  keys(spec: Spec): string[];
  /** What it does, for a text in the reader's language. */
  explain(spec: Spec): Refusal[];
}

/** Makes a type, with its permissions `itsm.<name>.{read,manage}`. @public */
export function definitionType<Spec extends object>(
  type: Pick<DefinitionType<Spec>, 'name' | 'plural' | 'spec' | 'explain'> &
    Partial<
      Pick<
        DefinitionType<Spec>,
        'fourEyes' | 'conditions' | 'check' | 'refs' | 'desks' | 'keys'
      >
    >,
): DefinitionType<Spec> {
  return {
    fourEyes: false,
    conditions: {},
    check: () => [],
    refs: () => [],
    desks: () => [],
    keys: () => [],
    ...type,
    permissions: {
      read: createPermission({
        name: `itsm.${type.name}.read`,
        attributes: { action: 'read' },
      }),
      manage: createPermission({
        name: `itsm.${type.name}.manage`,
        attributes: { action: 'update' },
      }),
    },
  };
}
