import type { PrioritizedData } from '../shared/priority';

/** How a problem ended. @public */
export type ProblemCloseCode = 'fix_applied' | 'risk_accepted' | 'duplicate';

/** Fields of a problem beyond the shared columns. @public */
export interface ProblemData extends PrioritizedData {
  /** Looked for before it broke anything: needs no incident. */
  proactive?: boolean;
  /** The answers of the five whys (Toyota's method), the first one first. */
  whys?: string[];
  contributingFactors?: string[];
  /** Who confirmed it or published what was found: none of them accepts the risk. */
  coordinators?: string[];
  rootCause?: string;
  /** What reduces the impact while there is no fix. */
  workaround?: string | null;
  /** It was looked for, and there is none. */
  noWorkaround?: boolean;
  /** Code by which the error shows itself, as users see it. */
  errorCode?: string;
  fixNotes?: string;
  verification?: string;
  closeCode?: ProblemCloseCode | null;
  /** Number of the problem that stays. */
  duplicateOf?: string | null;
  cancelReason?: string | null;
  riskReason?: string | null;
  /** Who accepted the risk. */
  riskApprover?: string | null;
  /** When that is looked at again. */
  riskReviewAt?: number | null;
}
