import type { ItsmRecord, KindDefinition } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Caller } from '../access/Caller';
import { readableIn, readRows, resourceOf } from '../records/readRecords';
import type { RecordsOptions } from '../records/RecordsOptions';

/** Those of the records that the caller may read; others are as good as absent. */
export async function readReadable(
  { knex, options }: { knex: Knex; options: RecordsOptions },
  caller: Caller,
  column: 'id' | 'number',
  values: readonly string[],
): Promise<{ kind: KindDefinition; record: ItsmRecord }[]> {
  const rows = await readRows(knex, column, values);
  const readable = await Promise.all(
    rows.map(async row => {
      const kind = options.kinds.find(row.kind);
      if (!kind || !(await caller.mayRead(kind.name, resourceOf(row)))) {
        return [];
      }
      const record = readableIn(options, kind, row);
      return record ? [{ kind, record }] : [];
    }),
  );
  return readable.flat();
}
