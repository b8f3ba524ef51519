import type { Refusal } from '../../errors';
import type { ActContext } from '../../action';
import type { LinkQuestion } from '../../link';
import { linksTo } from './links';

const REVIEW = 'review';
/** Asked by every kind that has this gate. */
export const COMPLETED_REVIEW: LinkQuestion = {
  role: 'parent',
  from: REVIEW,
  in: ['completed'],
  any: true,
};

/**
 * What must not be closed before somebody has looked back: refused until a review of the record is
 * completed, which somebody else approved. Where reviews are switched off, nobody waits for one.
 */
export function refuseUnreviewed(ctx: ActContext): Refusal | undefined {
  if (!ctx.settings.kinds.includes(REVIEW)) return undefined;
  return linksTo(ctx, COMPLETED_REVIEW).length > 0
    ? undefined
    : { code: 'review_required' };
}
