import type { KindDefinition } from '../kind';
import { change } from './change';
import { article } from './article';
import { incident } from './incident';
import { problem } from './problem';
import { request } from './request';
import { review } from './review';
import { task } from './task';

/** One line for each kind that ships with the product. @public */
export const kindsByName = {
  incident,
  problem,
  change,
  request,
  task,
  review,
  article,
} satisfies Record<string, KindDefinition>;

/** Names of the kinds that ship; a frontend does not compile until each has its view. @public */
export type BuiltInKindName = keyof typeof kindsByName;

/** The kinds that ship with the product. @public */
export const builtInKinds: readonly KindDefinition[] =
  Object.values(kindsByName);

export * from './incident';
export * from './problem';
export * from './change';
export * from './request';
export * from './task';
export * from './review';
export * from './article';
export { assignIn } from './shared/assign';
