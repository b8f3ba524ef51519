import { z } from 'zod';
import { requiredText, sharedCreateFields, text } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import { requestApprovals, voidApprovals } from '../shared/approval';
import {
  decided,
  edition,
  missingForReview,
  noTimers,
  refuseAuthors,
  takenOver,
  unasked,
} from './editions';
import type { ArticleData } from './types';
import type { Article } from './editArticle';
import { nextDraft } from './version';

const pickContent = ({ title, description }: Article) => ({
  title,
  description,
});

const withData = (record: Article, data: Partial<ArticleData>): Article => ({
  ...record,
  data: { ...record.data, ...data },
});

const isoOf = (at: number | null | undefined) =>
  typeof at === 'number' ? new Date(at).toISOString() : null;

/** Until when readers may rely on it from now on, as an entry tells of a change. */
const changedValidity = (
  { data }: Article,
  validTo: ArticleData['validTo'],
): Record<string, unknown> =>
  data.validTo === validTo
    ? {}
    : { validTo: [isoOf(data.validTo), isoOf(validTo)] };

const draftIs =
  (...states: (string | undefined)[]) =>
  ({ data }: Article) =>
    states.includes(data.draft?.state);

/** The next version, while the last one is read. */
export const updateActions: Record<string, ActionDefinition> = {
  check_out: {
    from: ['published'],
    who: ['agent'],
    verb: 'edited',
    when: draftIs(undefined),
    input: z.strictObject({
      /** What the version begins with, such as the text of an older one; what is published if left out. */
      title: sharedCreateFields.title.optional(),
      description: requiredText(20_000).optional(),
    }),
    apply: (record: Article, input, ctx): Effects => {
      const { title, description } = { ...pickContent(record), ...input };
      const version = nextDraft(record.data.version);
      const draft = { title, description, version, state: 'draft' as const };
      return {
        patch: { data: { draft, authors: [ctx.actor.ref] } },
        body: { version },
      };
    },
  },
  discard_draft: {
    from: ['published'],
    who: ['agent'],
    verb: 'edited',
    when: draftIs('draft', 'review'),
    input: z.strictObject({}),
    apply: (record: Article): Effects => ({
      patch: { data: { draft: null, approvals: voidApprovals(record) } },
      body: { version: record.data.draft?.version },
    }),
  },
  request_update: {
    from: ['published'],
    who: ['agent'],
    when: draftIs('draft'),
    input: z.strictObject({}),
    refuse: missingForReview,
    apply: (record: Article): Effects => ({
      patch: {
        data: {
          draft: { ...record.data.draft!, state: 'review' },
          approvals: requestApprovals(record, 'published'),
        },
      },
      body: { approvers: record.data.approvers },
    }),
  },
  publish_update: {
    from: ['published'],
    who: ['approver'],
    verb: 'approved',
    when: draftIs('review'),
    input: z.strictObject({ comment: text(5_000).optional() }),
    refuse: refuseAuthors,
    apply: (record: Article, { comment }, ctx): Effects => {
      const draft = record.data.draft!;
      const { validTo } = draft;
      const taken = takenOver(record, draft);
      const { patch, body } = decided(record, 'approved', comment, ctx);
      const { data, timers, version } = edition(
        validTo === undefined ? record : withData(record, { validTo }),
        ctx,
      );
      const fields = {
        ...(taken.body?.fields as object),
        ...changedValidity(record, data.validTo),
      };
      return {
        patch: {
          ...taken.patch,
          data: { ...patch?.data, ...data, draft: null },
        },
        body: { ...body, fields, version },
        timers: [...noTimers, ...timers],
      };
    },
  },
  send_back_update: {
    from: ['published'],
    who: ['approver'],
    verb: 'rejected',
    when: draftIs('review'),
    input: z.strictObject({ reason: requiredText(5_000) }),
    refuse: refuseAuthors,
    apply: (record: Article, { reason }, ctx): Effects => {
      const { patch, body } = decided(record, 'rejected', reason, ctx);
      const draft = { ...record.data.draft!, state: 'draft' as const };
      return { patch: { data: { ...patch?.data, draft } }, body };
    },
  },
  revert_update: {
    from: ['published'],
    who: ['agent'],
    when: draftIs('review'),
    input: z.strictObject({ reason: requiredText(5_000) }),
    apply: (record: Article, { reason }): Effects => ({
      patch: { data: unasked(record) },
      body: { reason },
    }),
  },
};
