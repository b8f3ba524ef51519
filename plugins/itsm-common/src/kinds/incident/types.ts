import type { PrioritizedData } from '../shared/priority';

/** Fields of an incident beyond the shared columns. @public */
export interface IncidentData extends PrioritizedData {
  /** Why no entity is named, when none is. */
  entityUnknownReason?: string;
  holdReason?: 'requester' | 'vendor' | 'change' | 'problem' | null;
  resolution?: {
    code: string;
    notes: string;
    causeUnknown: boolean;
    /** It was resolved with its parent. */
    withParent?: boolean;
  } | null;
  /** What its problem offers until there is a solution. */
  workaround?: string | null;
  /** Its problem will not be solved. */
  riskAccepted?: boolean;
  cancelReason?: string;
  /** Where it is in the lifecycle of major incidents; none if left out. */
  major?: 'none' | 'proposed' | 'accepted' | 'rejected' | 'canceled';
  /** What the business can't do, as the proposal says. */
  businessImpact?: string;
  /** Since when it is a major incident. */
  majorSince?: number;
  commander?: string;
  communicator?: string;
  scribe?: string;
  satisfaction?: number;
  lastReopenedBy?: string;
  lastReopenedAt?: number;
}
