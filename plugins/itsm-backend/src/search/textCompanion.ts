import { isOpen, type Outcome } from 'backstage-plugin-itsm-common';
import type { Companion } from '../records/Companion';
import type { StoredRecord } from '../records/StoredRecord';
import { publicWordsAfter } from './publicWords';
import { nextRankOf, writeRecordText } from './recordText';

/** Writes the words by which a record is found. */
export const textCompanion: Companion = {
  name: 'text',
  async columns({ trx, stored, outcome, after, open }) {
    const rank = isTextTouched(stored, outcome)
      ? await nextRankOf(trx, after, open)
      : stored.textRank;
    return { text_rank: rank };
  },
  async write({ trx, stored, outcome, after, acting, columns }) {
    if (!isTextTouched(stored, outcome)) return;
    await writeRecordText(trx, after, {
      rank: columns.text_rank as number,
      oldRank: stored.textRank,
      publicWords: stored.isNew
        ? []
        : await publicWordsAfter(trx, after.id, outcome.entries, acting.folded),
    });
  },
};

/** Whether a commit changes what finds the record, or its place among what is found. */
export function isTextTouched(
  { isNew, kind, record }: StoredRecord,
  outcome: Outcome,
): boolean {
  const next = outcome.record;
  return (
    isNew ||
    next.title !== record.title ||
    next.description !== record.description ||
    next.category !== record.category ||
    next.priority !== record.priority ||
    isOpen(kind, next.state) !== isOpen(kind, record.state) ||
    outcome.entries.some(({ verb }) =>
      ['commented', 'amended', 'redacted'].includes(verb),
    )
  );
}
