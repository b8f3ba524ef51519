import { z } from 'zod';
import { entityNames } from './entity';
import { signalChannels } from './parts';
import { recordSummary } from './record';

/** @public */
export const recordPage = z.object({
  items: z.array(recordSummary),
  nextCursor: z.string().nullable(),
  /** Of the entity that was asked for, where it is gone or was renamed and has records. */
  entityNames: entityNames.optional(),
  /** Only when asked for; `capped` means "at least this many". */
  count: z.object({ value: z.number().int(), capped: z.boolean() }).optional(),
  /**
   * A search stopped before it had looked at every match of its words; `nextCursor` goes on, a page may have
   * fewer rows than asked for, and the count says "at least".
   */
  limited: z.boolean().optional(),
  signalChannels,
});
/** @public */
export type RecordPage = z.infer<typeof recordPage>;

/** What somebody owes and waits for: the first open records of each, of all kinds. @public */
export const myWorkView = z.object({
  /** The caller is asked to decide. */
  approvals: recordPage,
  /** The caller works on it. */
  assigned: recordPage,
  /** Given to a group of the caller, the most urgent first; what has no priority is left out. */
  team: recordPage,
  /** The caller asked for it, or typed it. */
  requested: recordPage,
});
/** @public */
export type MyWorkView = z.infer<typeof myWorkView>;
