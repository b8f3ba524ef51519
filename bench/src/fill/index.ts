export { keptDatabases, passingDatabases } from './kept/filledDatabases';
export type { Filled, FilledDatabases, Size } from './Filled';
