import type { ItsmRecord } from '../../record';
import type { ApprovableData } from '../shared/approval';

/** ITIL 4 change types, and the two that record what already ran. @public */
export const CHANGE_TYPES = [
  'standard',
  'normal',
  'emergency',
  'registration',
  'unauthorized',
] as const;

/** @public */
export type ChangeType = (typeof CHANGE_TYPES)[number];

/** @public */
export const CLOSE_CODES = [
  'successful',
  'with_issues',
  'unsuccessful',
] as const;

/** @public */
export type CloseCode = (typeof CLOSE_CODES)[number];

/** Fields of a change beyond the shared columns; times are epoch milliseconds. @public */
export interface ChangeData extends ApprovableData {
  type: ChangeType;
  justification?: string;
  implementationPlan?: string;
  backoutPlan?: string;
  testPlan?: string;
  plannedStart?: number | null;
  plannedEnd?: number | null;
  actualStart?: number | null;
  actualEnd?: number | null;
  /** Commit or version that is rolled out. */
  revision?: string;
  artifact?: string;
  runUrl?: string;
  /** Everyone who wrote what is approved, or was its requester: none of them decides on it. */
  authors?: string[];
  securityReason?: string;
  templateVersion?: string;
  /** Written permission to work outside the window. */
  waiver?: { reason: string; by: string };
  /** Definitions of windows that it was let through, with a reason in its timeline. */
  waivedWindows?: string[];
  result?: 'success' | 'failure';
  closeCode?: CloseCode;
  /** One who approved it also ran it. */
  selfApproved?: boolean;
  /** It was judged a success, before it turned out to have caused an urgent incident. */
  successTakenBack?: boolean;
  cancelReason?: string;
  /** The deployment that is registered by, or fulfils, this change. */
  deploymentId?: string;
  /** Who ran it, as the source names them. */
  deployer?: string;
}

/** @public */
export type Change = ItsmRecord<ChangeData>;
