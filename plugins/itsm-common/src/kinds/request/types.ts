import type { ApprovableData } from '../shared/approval';

/** Fields of a request beyond the shared columns. @public */
export interface RequestData extends ApprovableData {
  holdReason?: string | null;
  rejectReason?: string;
  /** What was delivered, or where it is. */
  outcome?: string;
  /** Not all of it was delivered. */
  partial?: boolean;
  satisfaction?: number;
}
