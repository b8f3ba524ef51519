import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';

/** Records as the permission backend judges them, in the order of the numbers; two statements. */
export async function readResources(
  knex: Knex,
  numbers: readonly string[],
): Promise<(RecordResource | undefined)[]> {
  const rows = await knex('records')
    .whereIn('number', [...numbers])
    .select('id', 'number', 'kind', 'desk', 'restricted');
  const principals = await knex('principals').whereIn(
    'record_id',
    rows.map((row: any) => row.id),
  );
  const byNumber = new Map<string, RecordResource>(
    rows.map((row: any) => [
      row.number,
      {
        number: row.number,
        kind: row.kind,
        desk: row.desk,
        restricted: Boolean(row.restricted),
        principals: principals
          .filter((p: any) => p.record_id === row.id)
          .map(({ role, ref }: any) => ({ role, ref })),
      },
    ]),
  );
  return numbers.map(number => byNumber.get(number));
}
