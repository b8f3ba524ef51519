import { z } from 'zod';
import { requiredText } from './fields';
import { refusalView } from './wire';

/** Records that are changed together, each with the version that was seen. @public */
export const bulkRecords = z
  .array(
    z.strictObject({
      number: requiredText(40),
      version: z.number().int().min(1).max(999_999_999),
    }),
  )
  .min(1)
  .max(50);

/** An action or an edit of several records. @public */
export interface BulkInput {
  records: z.infer<typeof bulkRecords>;
  action?: string;
  /** Of the action. */
  input?: Record<string, unknown>;
  edit?: Record<string, unknown>;
}

/** What became of each record, in the order in which they were sent. @public */
export const bulkResult = z.object({
  results: z.array(
    z.object({
      number: z.string(),
      /** As it is now; absent where it was refused. */
      version: z.number().int().optional(),
      state: z.string().optional(),
      refused: refusalView.optional(),
    }),
  ),
});
/** @public */
export type BulkResult = z.infer<typeof bulkResult>;

/** What each of several records allows the caller. @public */
export const commonActionsView = z.object({
  actions: z.array(z.string()),
  edit: z.boolean(),
});
/** @public */
export type CommonActions = z.infer<typeof commonActionsView>;
