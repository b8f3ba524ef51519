import type { Refusal } from '../../errors';
import type { ActContext } from '../../action';
import { linksFrom } from './links';

const REVIEW = 'review';

/**
 * What must not be closed before somebody has looked back: refused until a review of the record is
 * completed, which somebody else approved. Where reviews are switched off, nobody waits for one.
 */
export function refuseUnreviewed(ctx: ActContext): Refusal | undefined {
  if (!ctx.policy.kinds.includes(REVIEW)) return undefined;
  const isReviewed = linksFrom(ctx, REVIEW, 'parent').some(
    link => link.record?.state === 'completed',
  );
  return isReviewed ? undefined : { code: 'review_required' };
}
