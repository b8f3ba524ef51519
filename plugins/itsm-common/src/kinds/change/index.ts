export * from './change';
export {
  CHANGE_TYPES,
  CLOSE_CODES,
  type Change,
  type ChangeData,
  type ChangeType,
  type CloseCode,
} from './types';
export * from './registration';
export { revisionKey, sameRevision } from './revision';
export type { Approval, ApprovableData } from '../shared/approval';
export * from './deployed';
export { coveringWindows, type CoveringWindow } from './frozen';
export {
  gated,
  type GateChange,
  type GateDeployment,
  type Gated,
  type GateStanding,
} from './gated';
