import { z } from 'zod';
import { requiredText, text } from './fields';

/** Query of every list. @public */
export const recordQuery = z.strictObject({
  state: z.enum(['open', 'closed', 'all']).default('open'),
  /** Full or short entity ref; the kind defaults to component. */
  entity: requiredText(300).optional(),
  /**
   * Records of this entity, or of these with commas between them, and of what they rest on directly: what
   * they depend on, the APIs they consume and who provides those.
   */
  near: requiredText(3_000).optional(),
  /**
   * Ref of a system, domain or group; the kind defaults to system. Records of entities that are part of
   * it or owned by it, at any depth, and its own.
   */
  within: requiredText(300).optional(),
  q: text(200).optional(),
  priority: z.coerce.number().int().min(1).max(5).optional(),
  /** Records of this priority and the more urgent ones: 2 gives P1 and P2. */
  priorityUpTo: z.coerce.number().int().min(1).max(5).optional(),
  /**
   * What the kind has a name for, such as `knownErrors` of problems (a set of states) and `selfApproved` of
   * changes (a mark of each); for lists of one kind.
   */
  only: requiredText(100).optional(),
  assignee: requiredText(300).optional(),
  /** Records that no person works on; a group may. */
  unassigned: z.enum(['true', 'false']).optional(),
  /**
   * Open records that nobody works on and whose owner is not known: no person and no group is assigned, or
   * only the one that gets what has no owner (`itsm.fallbackGroup`).
   */
  unowned: z.enum(['true', 'false']).optional(),
  group: requiredText(300).optional(),
  /** Records of this desk (`itsm.desks`). */
  desk: requiredText(40).optional(),
  /**
   * Records where the caller (or a group of the caller) has a role: any of them (`true`), or that of
   * the assignee, the requester, an approver who is asked, or the team that works on it.
   */
  mine: z
    .enum(['true', 'false', 'assignee', 'requester', 'approver', 'team'])
    .optional(),
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

/** What a list asks for, without what is about one page of it. @public */
export type ExportQuery = Omit<
  RecordQuery,
  'cursor' | 'limit' | 'count' | 'actions' | 'texts'
> & {
  /** Names of columns with commas between them; left out: all. */
  columns?: string;
};
