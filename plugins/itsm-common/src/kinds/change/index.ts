export * from './change';
export * from './registration';
export { revisionKey, sameRevision } from './revision';
export type { Approval, ApprovableData } from '../shared/approval';
