import type { Audience, EntryDraft } from 'backstage-plugin-itsm-common';
import type { Acting } from './acting';
import type { RecordTransaction } from './RecordTransaction';
import { refuse, refuseReadOnly } from './refuse';

/** Appends what somebody says or sends, and performs what that means to the kind, whatever its form. */
export async function answer(
  tx: RecordTransaction,
  recordId: string,
  entry: EntryDraft,
  acting: Acting,
): Promise<void> {
  const stored = await tx.lock(recordId);
  refuseReadOnly(stored, 'comment');
  const { kind, record } = stored;
  const ctx = await tx.context(record, acting);
  const isFile = entry.verb === 'attached';
  const content = isFile ? kind.onContentChanged?.(record, 'files', ctx) : {};
  if (content?.refused) refuse(stored, 'file', content.refused);
  const { action, ...effects } = kind.onComment?.(record, entry, ctx) ?? {};
  const to = content?.to && { state: content.to };
  const patch = { ...effects.patch, ...to };
  await tx.append(
    recordId,
    to
      ? {
          ...entry,
          body: { ...entry.body, from: record.state, to: to.state },
        }
      : entry,
    acting,
    { ...effects, ...((effects.patch || to) && { patch }) },
    content?.patch?.data,
  );
  await tx.follow(recordId, action, acting);
}

/** Appends a comment, and performs what it means to the kind. */
export const comment = (
  tx: RecordTransaction,
  recordId: string,
  { text, audience }: { text: string; audience: Audience },
  acting: Acting,
): Promise<void> =>
  answer(tx, recordId, { verb: 'commented', audience, body: { text } }, acting);
