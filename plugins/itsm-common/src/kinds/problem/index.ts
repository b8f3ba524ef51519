export * from './problem';
export type { PrioritizedData, PriorityOverride } from '../shared/priority';
