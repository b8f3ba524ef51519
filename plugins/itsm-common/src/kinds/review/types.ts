import type { ApprovableData } from '../shared/approval';

/** Fields of a review beyond the shared columns. @public */
export interface ReviewData extends ApprovableData {
  findings?: string;
  /** What went well, what went wrong, where luck was needed. */
  lessons?: string;
  /** Why nothing has to be done, when nothing has. */
  noActionsReason?: string;
  /** Everyone who wrote any of it: none of them approves it. */
  authors?: string[];
}
