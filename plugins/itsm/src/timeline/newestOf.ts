import {
  mentionsIn,
  type EntryLine,
  type EntryView,
  type RecordView,
} from 'backstage-plugin-itsm-common';

/** What the entry says now; its `seq` is the version that an amendment names. */
export const newestOf = (entry: EntryView): EntryLine =>
  entry.amendment ?? entry;

/** Under which name the browser keeps what somebody makes of a comment. */
export const amendDraft = (record: RecordView, { id }: EntryView) =>
  `comment/${record.number}/${id}`;

/** Those whom the reader's own comment calls without anybody telling them. */
export function untoldIn({ amendment, body, ...entry }: EntryView): string[] {
  // Whom earlier versions called was told then
  if (!entry.editable || amendment) return [];
  const told = (body.mentions ?? []) as string[];
  return mentionsIn(String(body.text ?? '')).filter(
    ref => !told.includes(ref) && ref !== entry.actor?.ref,
  );
}

/**
 * The entries with the newest amendments among them: what was loaded before a comment was amended
 * does not know of it, but the amendment is an entry itself.
 */
export function withAmendments(entries: readonly EntryView[]): EntryView[] {
  const newest = new Map<unknown, EntryLine>();
  for (const entry of entries) {
    const amendment = entry.verb === 'amended' ? entry : entry.amendment;
    const known = newest.get(amendment?.body.of);
    if (amendment?.body.of && (known?.seq ?? 0) < amendment.seq) {
      newest.set(amendment.body.of, amendment);
    }
  }
  return entries.map(entry => {
    const amendment = newest.get(entry.id);
    return amendment ? { ...entry, amendment } : entry;
  });
}
