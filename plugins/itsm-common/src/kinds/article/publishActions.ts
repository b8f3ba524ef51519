import { z } from 'zod';
import { instant, requiredText, text } from '../../fields';
import { toMillis } from '../../columns';
import type { ActionDefinition, Effects } from '../../action';
import { requestApprovals, voidApprovals } from '../shared/approval';
import { decided, edition, missingForReview, refuseAuthors } from './editions';
import type { Article } from './editArticle';

const PUBLICATION = 'publication';

/** From the first draft to what is read. */
export const publishActions: Record<string, ActionDefinition> = {
  request_review: {
    from: ['draft'],
    to: 'review',
    who: ['agent', 'requester'],
    input: z.strictObject({}),
    refuse: missingForReview,
    apply: (record: Article): Effects => ({
      patch: { data: { approvals: requestApprovals(record, 'review') } },
      body: { approvers: record.data.approvers },
    }),
  },
  publish: {
    from: ['review'],
    to: ['published', 'scheduled'],
    who: ['approver'],
    verb: 'approved',
    input: z.strictObject({
      comment: text(5_000).optional(),
      /** Left out: now. */
      publishAt: instant.optional(),
    }),
    refuse: refuseAuthors,
    refuseInput: (_record, { publishAt }, ctx) =>
      publishAt !== undefined && toMillis(publishAt as string) <= ctx.at
        ? { code: 'publish_in_the_past' }
        : undefined,
    route: (_record, { publishAt }) =>
      publishAt === undefined ? 'published' : 'scheduled',
    apply: (record: Article, { comment, publishAt }, ctx): Effects => {
      const { patch, body } = decided(record, 'approved', comment, ctx);
      if (publishAt !== undefined) {
        const dueAt = toMillis(publishAt as string);
        return {
          patch: { data: { ...patch?.data, publishAt: dueAt } },
          body: { ...body, publishAt },
          timers: [{ name: PUBLICATION, action: 'release', dueAt }],
        };
      }
      const { data, timers, version } = edition(record, ctx);
      return {
        patch: { data: { ...patch?.data, ...data } },
        body: { ...body, version },
        timers,
      };
    },
  },
  release: {
    from: ['scheduled'],
    to: 'published',
    who: ['system'],
    input: z.strictObject({}),
    apply: (record: Article, _input, ctx): Effects => {
      const { data, timers, version } = edition(record, ctx);
      return { patch: { data }, body: { version }, timers };
    },
  },
  send_back: {
    from: ['review'],
    to: 'draft',
    who: ['approver'],
    verb: 'rejected',
    input: z.strictObject({ reason: requiredText(5_000) }),
    refuse: refuseAuthors,
    apply: (record: Article, { reason }, ctx): Effects =>
      decided(record, 'rejected', reason, ctx),
  },
  revert: {
    from: ['review', 'scheduled'],
    to: 'draft',
    who: ['agent', 'requester'],
    input: z.strictObject({ reason: requiredText(5_000) }),
    apply: (record: Article, { reason }): Effects => ({
      patch: { data: { approvals: voidApprovals(record), publishAt: null } },
      body: { reason },
      timers: [{ name: PUBLICATION, dueAt: null }],
    }),
  },
};
