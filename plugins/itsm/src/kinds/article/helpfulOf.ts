import type { RecordSummary } from 'backstage-plugin-itsm-common';

/** How many readers it helped, of how many; undefined before the first one said so. */
export function helpfulOf({ fields }: Pick<RecordSummary, 'fields'>) {
  const helpful = Number(fields.helpful ?? 0);
  const all = helpful + Number(fields.notHelpful ?? 0);
  return all > 0 ? { helpful, all } : undefined;
}
