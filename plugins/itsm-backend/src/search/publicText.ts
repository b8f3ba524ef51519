import type { Knex } from 'knex';
import {
  currentText,
  decodeLine,
  entriesWithAmendments,
} from '../timeline/amendments';

/** Comments whose text is searchable; older ones of an endless thread are not. */
const INDEXED_COMMENTS = 100;

/** What people say in public about a record, as it reads now: what was amended is not found. */
export async function readPublicText(
  trx: Knex.Transaction,
  recordId: string,
): Promise<string> {
  const rows = await entriesWithAmendments(trx)
    .where({
      'e.record_id': recordId,
      'e.verb': 'commented',
      'e.audience': 'public',
    })
    .orderBy('e.seq', 'desc')
    .limit(INDEXED_COMMENTS);
  return rows.map((row: any) => currentText(decodeLine(row))).join('\n\n');
}
