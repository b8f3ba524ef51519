import type { EntryDraft } from '../../timeline';
import { isEdition } from './version';

/** What readers of the article are not told: approvals say why a draft was sent back. */
export const DRAFT_FIELDS = ['draft', 'approvals', 'approvers', 'authors'];

/** Actions about a text that nobody but its writers and reviewers reads yet. */
const ABOUT_DRAFTS = [
  'request_review',
  'send_back',
  'revert',
  'check_out',
  'discard_draft',
  'request_update',
  'send_back_update',
  'revert_update',
];

/** Whether an entry tells of a draft: of an article as it was before it was published, or of its next version. */
export function tellsOfDraft({
  body,
}: Pick<EntryDraft, 'verb' | 'body'>): boolean {
  const fields = (body.fields ?? {}) as Record<string, unknown>;
  const [, to] = Array.isArray(fields.version) ? fields.version : [];
  return (
    ABOUT_DRAFTS.includes(String(body.action)) ||
    (body.action === undefined && DRAFT_FIELDS.some(name => name in fields)) ||
    (typeof to === 'string' && !isEdition(to))
  );
}
