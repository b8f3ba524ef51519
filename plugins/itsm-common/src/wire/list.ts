import { z } from 'zod';
import { requiredText, text } from '../fields';
import { recordSummary } from './record';

/** @public */
export const recordPage = z.object({
  items: z.array(recordSummary),
  nextCursor: z.string().nullable(),
  /** Only when asked for; `capped` means "at least this many". */
  count: z.object({ value: z.number().int(), capped: z.boolean() }).optional(),
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

/** Query of every list. @public */
export const recordQuery = z.strictObject({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  /** Full or short entity ref; the kind defaults to component. */
  entity: requiredText(300).optional(),
  /**
   * Ref of a system, domain or group; the kind defaults to system. Records of entities that are part of
   * it or owned by it, at any depth, and its own.
   */
  within: requiredText(300).optional(),
  q: text(200).optional(),
  priority: z.coerce.number().int().min(1).max(5).optional(),
  assignee: requiredText(300).optional(),
  group: requiredText(300).optional(),
  /** Records where the caller (or a group of the caller) has a role. */
  mine: z.enum(['true', 'false']).optional(),
  sort: z.enum(['created', 'updated', 'priority']).default('created'),
  cursor: z.string().max(300).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  count: z.enum(['true', 'false']).optional(),
  /** Rows name the actions that the caller may perform: it costs the policy six answers instead of one. */
  actions: z.enum(['true', 'false']).optional(),
  /** Rows carry their description, for search indexes. */
  texts: z.enum(['true', 'false']).optional(),
});
/** @public */
export type RecordQuery = z.input<typeof recordQuery>;
