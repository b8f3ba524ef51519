import type { RecordTransaction } from '../records/RecordTransaction';

/** The handler that performs an action of the record, as every timer of a kind does. */
export const ACT = 'act';

/** A timer that is due. */
interface DueTimer {
  recordId: string;
  name: string;
  /** What the handler was told to do, in its own words. */
  action: string;
  input: Record<string, unknown>;
}

/**
 * Does what a timer was set for, in the transaction that removes it: it fires once, or not at all and
 * again later. The record is locked.
 *
 * @throws LifecycleError when the record refuses: the timer is gone then, for somebody was faster
 */
export type TimerHandler = (
  tx: RecordTransaction,
  timer: DueTimer,
  at: number,
) => Promise<void>;
