import type { ActContext, Effects, TimerChange } from '../../action';
import { decide, refuseDecision, voidApprovals } from '../shared/approval';
import type { ArticleData, ArticleDraft } from './types';
import type { Article } from './editArticle';
import { nextEdition } from './version';

const DAY_MS = 86_400_000;
/** How long an article is good for unless it says so itself. */
const VALID_MS = 365 * DAY_MS;
/** How long before that somebody is asked to look at it. */
const WARNED_MS = 30 * DAY_MS;

const EXPIRY = 'expiry';
const WARNING = 'expiry_warning';

/** Whoever wrote any of it does not say that it is right. */
export const refuseAuthors = (record: Article, ctx: ActContext) =>
  refuseDecision(record, ctx, record.data.authors);

/** What others need in order to judge it. */
export function missingForReview({ data, category }: Article, ctx: ActContext) {
  const isFindable =
    ctx.links.some(link => link.role === 'affected') || category;
  if (!isFindable) return { code: 'entity_or_topic_required' };
  return data.approvers?.length ? undefined : { code: 'approvers_required' };
}

/** From now on readers rely on it: when somebody has to look at it again. */
const timersOf = (validTo: number): TimerChange[] => [
  { name: EXPIRY, action: 'expire', dueAt: validTo },
  { name: WARNING, action: 'remind_of_expiry', dueAt: validTo - WARNED_MS },
];

export const noTimers: TimerChange[] = [EXPIRY, WARNING].map(name => ({
  name,
  dueAt: null,
}));

/** Makes the version that was approved the one that is read. */
export function edition(
  { data }: Article,
  ctx: ActContext,
): { data: Partial<ArticleData>; timers: TimerChange[]; version: string } {
  const version = nextEdition(data.version);
  const isOld = !data.validTo || data.validTo <= ctx.at;
  const validTo = isOld ? ctx.at + VALID_MS : data.validTo!;
  return {
    version,
    timers: timersOf(validTo),
    data: { version, validTo, publishedAt: ctx.at, publishAt: null },
  };
}

/** The next version becomes the text; the one until now stays in the entry, to compare with and to restore. */
export const takenOver = (
  record: Article,
  { title, description }: ArticleDraft,
): Effects => ({
  patch: { title, description },
  body: {
    fields: {
      ...(title !== record.title && { title: [record.title, title] }),
      description: [record.description, description],
    },
  },
});

/** Nobody is asked any more, and the next version, if somebody writes it, is a draft again. */
export const unasked = (
  record: Article,
): Pick<ArticleData, 'approvals' | 'draft'> => ({
  approvals: voidApprovals(record),
  draft: record.data.draft && { ...record.data.draft, state: 'draft' },
});

/** The approver's word, without another effect. */
export const decided = (
  record: Article,
  decision: 'approved' | 'rejected',
  comment: string | undefined,
  ctx: ActContext,
): Effects => ({
  patch: { data: { approvals: decide(record, decision, comment, ctx) } },
  body: decision === 'approved' ? { comment } : { reason: comment },
});
