import type { Refusal } from '../../errors';
import { pickGiven, toMillis } from '../../columns';
import type { ItsmRecord, RecordPatch } from '../../record';
import type { ArticleData } from './types';
import { nextDraft } from './version';

export type Article = ItsmRecord<ArticleData>;

/** What readers rely on; an edit of it makes another version. */
const CONTENT = ['title', 'description'];
const BESIDES = ['environment', 'category', 'restricted', 'requester'];

const isFixed = ({ state, data }: Article) =>
  ['review', 'scheduled'].includes(state) || data.draft?.state === 'review';

/**
 * Maps an edit to the draft, which is the article itself until it is published, and stands beside
 * it from then on.
 */
export function editArticle(
  record: Article,
  input: Record<string, any>,
  editor: string,
): { patch: RecordPatch; refused?: Refusal } {
  const { state, data } = record;
  const content = pickGiven(input, CONTENT);
  const writes = Object.keys(content).length > 0;
  const shared = pickGiven(input, BESIDES);
  // A date is approved with the text that it is for, and its timers are set when that is published
  const validity =
    input.validTo === undefined ? {} : { validTo: toMillis(input.validTo) };
  const more: Partial<ArticleData> = {
    ...pickGiven(input, ['approvers']),
    // Whoever sets how long it is good for is not the one who approves that
    ...((writes || input.validTo !== undefined) && {
      authors: [...new Set([...(data.authors ?? []), editor])],
    }),
  };
  const isOfVersion = writes || input.validTo !== undefined || input.approvers;
  if ((isOfVersion || input.requester) && isFixed(record)) {
    return { patch: {}, refused: { code: 'approved_content_is_fixed' } };
  }
  if (!isOfVersion) return { patch: shared };
  if (state === 'draft') {
    const version = writes ? nextDraft(data.version) : data.version;
    const written = { ...more, ...validity, version };
    return { patch: { ...shared, ...content, data: written } };
  }
  if (!data.draft) {
    return { patch: {}, refused: { code: 'check_out_first' } };
  }
  const version = writes ? nextDraft(data.draft.version) : data.draft.version;
  const draft = { ...data.draft, ...content, ...validity, version };
  return { patch: { ...shared, data: { ...more, draft } } };
}
