export * from './problem';
export * from './types';
export type { PrioritizedData, PriorityOverride } from '../shared/priority';
