import { z } from 'zod';
import { defineKind } from '../../kind';
import {
  approverRef,
  instant,
  requiredText,
  sharedCreateFields,
  sharedEditFields,
  text,
} from '../../fields';
import type { ItsmRecord } from '../../record';
import { feedback } from '../../traits';
import { askedApprovers } from '../shared/approval';
import { openingColumns, pickGiven, toMillis } from '../../columns';
import { articleActions } from './actions';
import { editArticle } from './editArticle';
import { DRAFT_FIELDS, tellsOfDraft } from './draftEntries';
import { feedbackTask } from './feedbackTask';
import { FIRST_VERSION } from './version';
import type { ArticleData } from './types';

/**
 * Knowledge that helps to use, run or repair something: a how-to, a runbook, a known error as its
 * users read it.
 *
 * @public
 */
export const article = defineKind({
  name: 'article',
  plural: 'articles',
  prefix: 'KB',
  dataVersion: 1,
  states: {
    draft: { phase: 'active', private: true },
    review: { phase: 'waiting', private: true },
    scheduled: { phase: 'waiting', private: true },
    published: { phase: 'active', settled: true },
    pending_retirement: { phase: 'waiting' },
    retired: { phase: 'done' },
    outdated: { phase: 'done' },
  },
  summaryFields: ['version', 'publishedAt', 'validTo', 'helpful', 'notHelpful'],
  instantFields: ['publishAt', 'publishedAt', 'validTo'],
  numberFields: ['successor'],
  privateFields: DRAFT_FIELDS,
  tellsPrivately: tellsOfDraft,
  valueTypes: { authors: 'entity' },
  linkCounts: { reused: { role: 'resolvedWith', from: 'incident' } },
  readOnlyIn: ['retired', 'outdated'],
  create: z.strictObject({
    ...sharedCreateFields,
    description: requiredText(20_000),
    approvers: z.array(approverRef).max(20).optional(),
    validTo: instant.optional(),
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    description: text(20_000).optional(),
    approvers: z.array(approverRef).max(20).optional(),
    validTo: instant.nullable().optional(),
  }),
  open: (input, { actor }) => ({
    state: 'draft',
    patch: openingColumns(input),
    data: {
      version: FIRST_VERSION,
      authors: [actor.ref],
      ...pickGiven(input, ['approvers']),
      validTo: toMillis(input.validTo) ?? null,
    },
  }),
  applyEdit: (record: ItsmRecord<ArticleData>, input, ctx) =>
    editArticle(record, input, ctx.actor.ref),
  // What is out of date misleads
  hideClosedFromSearch: true,
  traits: [
    feedback({
      in: ['published', 'pending_retirement'],
      opens: feedbackTask,
    }),
  ],
  actions: articleActions,
  principals: askedApprovers,
});
