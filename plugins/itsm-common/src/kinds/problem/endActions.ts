import { z } from 'zod';
import { instant, requiredText } from '../../fields';
import { toMillis } from '../../columns';
import type { ActionDefinition, Effects } from '../../action';
import { asLink, ownLinks } from '../shared/links';
import type { Problem } from './moves';

const RISK_REVIEW = 'risk_review';
/** A risk is accepted for a year at most; then somebody looks again. */
const LONGEST_ACCEPTANCE_MS = 366 * 86_400_000;

/** What only those do who answer for the outcome, and what reminds them of it. */
export const endActions: Record<string, ActionDefinition> = {
  accept_risk: {
    from: ['rca', 'known_error'],
    to: 'closed',
    who: ['manager'],
    input: z.strictObject({
      reason: requiredText(5_000),
      /** When the decision is looked at again. */
      reviewAt: instant,
    }),
    // The one who looked for the cause does not decide that it may stay
    // and goes on being the one after it was handed over
    refuse: (record: Problem, ctx) =>
      [record.assignee, ...(record.data.coordinators ?? [])].includes(
        ctx.actor.ref,
      )
        ? { code: 'approver_is_coordinator' }
        : undefined,
    refuseInput: (_record, { reviewAt }, ctx) => {
      const at = toMillis(reviewAt as string);
      return at <= ctx.at || at > ctx.at + LONGEST_ACCEPTANCE_MS
        ? { code: 'review_within_a_year' }
        : undefined;
    },
    apply: (_record, input, ctx): Effects => {
      const { reason } = input;
      const dueAt = toMillis(input.reviewAt as string);
      return {
        patch: {
          data: {
            closeCode: 'risk_accepted',
            riskReason: reason,
            riskApprover: ctx.actor.ref,
            riskReviewAt: dueAt,
          },
        },
        body: { closeCode: 'risk_accepted', reason, reviewAt: input.reviewAt },
        timers: [{ name: RISK_REVIEW, action: 'remind_of_risk', dueAt }],
      };
    },
  },
  remind_of_risk: {
    from: ['closed'],
    who: ['system'],
    verb: 'reminded',
    input: z.strictObject({}),
    refuse: (record: Problem) =>
      (record.data.riskReviewAt ?? null) === null
        ? { code: 'no_risk_accepted' }
        : undefined,
    apply: (record: Problem): Effects => ({
      body: { reason: record.data.riskReason },
    }),
  },
  reanalyze: {
    from: ['resolved', 'closed', 'canceled'],
    to: 'rca',
    who: ['manager'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (record: Problem, { reason }, ctx): Effects => ({
      patch: {
        reopenCount: record.reopenCount + 1,
        resolvedAt: null,
        closedAt: null,
        data: {
          closeCode: null,
          duplicateOf: null,
          cancelReason: null,
          riskReason: null,
          riskApprover: null,
          riskReviewAt: null,
        },
      },
      body: { reason },
      links: { remove: ownLinks(ctx, 'duplicateOf').map(asLink) },
      timers: [{ name: RISK_REVIEW, dueAt: null }],
    }),
  },
};
