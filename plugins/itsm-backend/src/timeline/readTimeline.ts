import { InvalidInputError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import {
  decodeLine,
  entriesWithAmendments,
  type TimelineLine,
} from './amendments';

const TIMELINE_PAGE = 50;
/** Characters that a page has at most, unless a single entry has more: fifty long comments are no page. */
const PAGE_CHARACTERS = 200_000;

/**
 * A page of a record's timeline, or of the versions of one comment, newest first; internal entries
 * only on demand.
 */
export async function readTimeline(
  knex: Knex,
  recordId: string,
  options: { internal: boolean; cursor?: string; comment?: string },
): Promise<{ entries: TimelineLine[]; nextCursor: string | null }> {
  const { comment } = options;
  const query = entriesWithAmendments(knex)
    .where('e.record_id', recordId)
    .orderBy('e.seq', 'desc')
    .limit(TIMELINE_PAGE + 1);
  if (!options.internal) query.where('e.audience', 'public');
  if (comment !== undefined) {
    query.where(versions =>
      versions
        .where({ 'e.id': comment, 'e.verb': 'commented' })
        .orWhere('e.amends', comment),
    );
  }
  if (options.cursor !== undefined) {
    if (!/^\d{1,9}$/.test(options.cursor)) {
      throw new InvalidInputError(
        'This cursor is not one that a timeline gave out; start without a cursor.',
        { cursor: options.cursor.slice(0, 100) },
        'invalid_cursor',
      );
    }
    query.where('e.seq', '<', Number(options.cursor));
  }
  const rows = await query;
  const page = rows.slice(0, Math.min(TIMELINE_PAGE, fitting(rows)));
  return {
    entries: page.map(decodeLine),
    nextCursor:
      rows.length > page.length ? String(page[page.length - 1].seq) : null,
  };
}

/** How many of the rows fit on a page. */
function fitting(rows: readonly any[]): number {
  let room = PAGE_CHARACTERS;
  const over = rows.findIndex((row, index) => {
    room -= (row.content?.length ?? 0) + (row.a_content?.length ?? 0);
    return room < 0 && index > 0;
  });
  return over === -1 ? rows.length : over;
}
