import type { KindDefinition } from '../kind';
import { change } from './change';
import { incident } from './incident';

/** One line for each kind that ships with the product. @public */
export const kindsByName = { incident, change } satisfies Record<
  string,
  KindDefinition
>;

/** Names of the kinds that ship; a frontend does not compile until each has its view. @public */
export type BuiltInKindName = keyof typeof kindsByName;

/** The kinds that ship with the product. @public */
export const builtInKinds: readonly KindDefinition[] =
  Object.values(kindsByName);

export * from './incident';
export * from './change';
