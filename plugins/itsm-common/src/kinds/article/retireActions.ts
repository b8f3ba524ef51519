import { z } from 'zod';
import { requiredText, text, recordNumber } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import type { Link } from '../../link';
import { requestApprovals } from '../shared/approval';
import {
  decided,
  noTimers,
  refuseAuthors,
  takenOver,
  unasked,
} from './editions';
import type { Article } from './editArticle';
import { nextDraft } from './version';

const successorLink = (ref: string): Link => ({
  role: 'relatedTo',
  target: 'record',
  ref,
});

/** From what is read to what nobody needs any more, and back. */
export const retireActions: Record<string, ActionDefinition> = {
  request_retirement: {
    from: ['published'],
    to: 'pending_retirement',
    who: ['agent'],
    input: z.strictObject({
      reason: requiredText(2_000),
      /** Number of the article that replaces it. */
      successor: recordNumber.optional(),
    }),
    // Its text and its authors would have to outlast what is decided here
    refuse: ({ data }: Article) => {
      if (data.draft) return { code: 'article_has_draft' };
      return data.approvers?.length
        ? undefined
        : { code: 'approvers_required' };
    },
    refuseInput: (record: Article, { successor }, ctx) => {
      if (successor === record.number) return { code: 'duplicate_of_itself' };
      const target = ctx.targets.get(successor);
      return target && target.kind !== record.kind
        ? { code: 'duplicate_of_wrong_kind' }
        : undefined;
    },
    apply: (record: Article, { reason, successor }, ctx): Effects => ({
      patch: {
        data: {
          retireReason: reason,
          successor: successor ?? null,
          authors: [ctx.actor.ref],
          approvals: requestApprovals(record, 'pending_retirement'),
        },
      },
      body: { reason, successor, approvers: record.data.approvers },
      links: successor ? { add: [successorLink(successor)] } : {},
    }),
  },
  retire: {
    from: ['pending_retirement'],
    to: 'retired',
    who: ['approver'],
    verb: 'approved',
    input: z.strictObject({ comment: text(5_000).optional() }),
    refuse: refuseAuthors,
    apply: (record: Article, { comment }, ctx): Effects => ({
      ...decided(record, 'approved', comment, ctx),
      timers: noTimers,
    }),
  },
  keep: {
    from: ['pending_retirement'],
    to: 'published',
    who: ['approver'],
    verb: 'rejected',
    input: z.strictObject({ reason: requiredText(5_000) }),
    refuse: refuseAuthors,
    apply: (record: Article, { reason }, ctx): Effects => {
      const { patch, body } = decided(record, 'rejected', reason, ctx);
      const kept = { retireReason: null, successor: null };
      const { successor } = record.data;
      return {
        patch: { data: { ...patch?.data, ...kept } },
        body,
        links: successor ? { remove: [successorLink(successor)] } : {},
      };
    },
  },
  remind_of_expiry: {
    from: ['published'],
    who: ['system'],
    verb: 'reminded',
    input: z.strictObject({}),
    apply: ({ data }: Article): Effects => ({
      body: { validTo: new Date(data.validTo!).toISOString() },
    }),
  },
  expire: {
    from: ['published', 'pending_retirement'],
    to: 'outdated',
    who: ['system'],
    input: z.strictObject({}),
    refuse: ({ data }: Article, { at }) =>
      (data.validTo ?? -Infinity) > at ? { code: 'still_valid' } : undefined,
    apply: (record: Article): Effects => ({ patch: { data: unasked(record) } }),
  },
  restore: {
    from: ['retired', 'outdated'],
    to: 'draft',
    who: ['manager'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (record: Article, { reason }, ctx): Effects => {
      const { data } = record;
      const { draft } = data;
      const { ref } = ctx.actor;
      const taken = draft ? takenOver(record, draft) : {};
      return {
        patch: {
          ...taken.patch,
          closedAt: null,
          reopenCount: record.reopenCount + 1,
          data: {
            ...unasked(record),
            version: nextDraft(draft?.version ?? data.version),
            // Nobody reads it until it is published again
            publishedAt: null,
            authors: draft
              ? [...new Set([...(data.authors ?? []), ref])]
              : [ref],
            retireReason: null,
            successor: null,
            validTo: draft?.validTo ?? null,
            draft: null,
          },
        },
        body: { reason, ...taken.body },
      };
    },
  },
};
