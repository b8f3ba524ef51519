import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { readRows, resourceOf } from '../records/readRecords';

/** Records as the permission backend judges them, in the order of the numbers. */
export async function readResources(
  knex: Knex,
  numbers: readonly string[],
): Promise<(RecordResource | undefined)[]> {
  const rows = await readRows(knex, 'number', numbers);
  const byNumber = new Map(rows.map(row => [row.number, resourceOf(row)]));
  return numbers.map(number => byNumber.get(number));
}
