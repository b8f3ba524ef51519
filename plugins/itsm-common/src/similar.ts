import { z } from 'zod';
import { requiredText } from './fields';
import { recordPage } from './wire';

/** Query of records that read like a text. @public */
export const similarQuery = z.strictObject({
  /** Words of a title that is being typed, or of a question. */
  q: requiredText(200),
  /** Entity ref; the kind defaults to component. Its records, or those of its parts, come first, then those of what it rests on. */
  near: requiredText(300).optional(),
  state: z.enum(['open', 'closed', 'all']).default('open'),
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
/** @public */
export type SimilarQuery = z.input<typeof similarQuery>;

/** Records of all kinds as a search for the text finds them, those that are near before the others. @public */
export const similarView = recordPage.pick({ items: true });
/** @public */
export type SimilarView = z.infer<typeof similarView>;
