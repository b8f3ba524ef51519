import { InvalidInputError, type Entry } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { decodeEntry } from './entryChain';

export const TIMELINE_PAGE = 50;

/** A page of a record's timeline, newest first; internal entries only on demand. */
export async function readTimeline(
  knex: Knex,
  recordId: string,
  o: { internal: boolean; cursor?: string },
): Promise<{ entries: Entry[]; nextCursor: string | null }> {
  const query = knex('entries')
    .where({ record_id: recordId })
    .orderBy('seq', 'desc')
    .limit(TIMELINE_PAGE + 1);
  if (!o.internal) query.where('audience', 'public');
  if (o.cursor !== undefined) {
    if (!/^\d{1,9}$/.test(o.cursor)) {
      throw new InvalidInputError(
        'This cursor is not one that a timeline gave out; start without a cursor.',
        { cursor: o.cursor.slice(0, 100) },
        'invalid_cursor',
      );
    }
    query.where('seq', '<', Number(o.cursor));
  }
  const rows = await query;
  const page = rows.slice(0, TIMELINE_PAGE);
  return {
    entries: page.map(decodeEntry),
    nextCursor:
      rows.length > TIMELINE_PAGE ? String(page[page.length - 1].seq) : null,
  };
}
