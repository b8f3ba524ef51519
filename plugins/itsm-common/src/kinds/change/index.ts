export * from './change';
export * from './registration';
export type { Approval } from './approval';
