import { z } from 'zod';
import { requiredText } from '../fields';

/** What there is to say of the names of entities, by ref; nothing of most. @public */
export const entityNames = z.record(
  z.string(),
  z.object({
    /** It is not in the catalog any more. */
    isGone: z.boolean().optional(),
    /** Refs that it had before it was renamed. */
    formerly: z.array(z.string()).optional(),
  }),
);
/** @public */
export type EntityNames = z.infer<typeof entityNames>;

/** An entity that was renamed: what it was called, and what the catalog calls it now. @public */
export const renameInput = z.strictObject({
  from: requiredText(300),
  to: requiredText(300),
});
/** @public */
export type RenameInput = z.infer<typeof renameInput>;

/** How much has another name now. @public */
export const renameResult = z.object({
  /** Links of records. */
  links: z.number().int(),
  deployments: z.number().int(),
  /** Such as aliases and routing rules. */
  definitions: z.number().int(),
  /** Definitions whose conditions ask for the old name alone: somebody has to look at them. */
  toCheck: z.array(z.object({ type: z.string(), name: z.string() })),
});
/** @public */
export type RenameResult = z.infer<typeof renameResult>;
