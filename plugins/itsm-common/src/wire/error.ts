import { z } from 'zod';
import { fields } from './parts';
import { recordView } from './record';

/** The shape of every error. @public */
export const errorView = z.object({
  error: z.object({
    name: z.string(),
    message: z.string(),
    code: z.string(),
    params: fields,
  }),
  /** With 412: the record as it is now. */
  current: recordView.optional(),
});
/** @public */
export type ErrorView = z.infer<typeof errorView>;
