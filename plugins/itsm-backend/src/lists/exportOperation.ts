import { once } from 'node:events';
import {
  InvalidInputError,
  kindPermissions,
  recordQuery,
  type KindDefinition,
  type RecordSummary,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { rawOp, type Mounted, type RawCall } from '../http/operation';
import { csvLine } from './csv';
import { listQueryOf } from './listQueryOf';
import type { ListServices } from './ListServices';

/** Rows of one statement: enough to be fast, few enough to let others in between. */
const BATCH = 200;

/** Spreadsheets take a file without this mark for one of their country's old code page. */
const UTF8_MARK = '\ufeff';

const COLUMNS = [
  'number',
  'title',
  'state',
  'priority',
  'impact',
  'urgency',
  'environment',
  'category',
  'desk',
  'requester',
  'assignee',
  'assignmentGroup',
  'createdAt',
  'updatedAt',
] as const;

/** What a list asks for, without what is about one page of it, and the columns of the file. */
const exportQuery = recordQuery
  .omit({
    cursor: true,
    limit: true,
    count: true,
    actions: true,
    texts: true,
  })
  .extend({
    /** Names with commas between them; left out: all. */
    columns: z.string().max(1_000).optional(),
  });

/** The columns that a file of the kind can have. */
const columnsOf = (kind: KindDefinition): string[] => [
  ...COLUMNS,
  'entities',
  ...kind.summaryFields,
  ...Object.keys(kind.linkCounts ?? {}),
];

/** @throws InvalidInputError naming the columns that there are. */
function chosenColumns(kind: KindDefinition, columns?: string): string[] {
  const known = columnsOf(kind);
  if (columns === undefined) return known;
  const chosen = [...new Set(columns.split(','))];
  const unknown = chosen.find(name => !known.includes(name));
  if (unknown !== undefined) {
    throw new InvalidInputError(
      `columns: '${unknown}' is not one of ${known.join(', ')}.`,
      { column: unknown, known },
    );
  }
  return chosen;
}

/** All rows of a list as a file, for those who may read them. */
export function exportOperation(
  kind: KindDefinition,
  services: ListServices,
): Mounted {
  return rawOp(
    {
      id: `export-${kind.plural}`,
      method: 'get',
      path: `/v1/${kind.plural}.csv`,
      summary: `All ${kind.plural} of a list as CSV, with refs, codes and times as the API has them, in these columns or in all`,
      permission: { byRecord: kindPermissions(kind.name).read.name },
      query: exportQuery,
    },
    call => send(kind, services, call),
  );
}

async function send(
  kind: KindDefinition,
  { reader, upstream }: ListServices,
  { caller, query, res }: RawCall<z.output<typeof exportQuery>>,
): Promise<void> {
  const columns = chosenColumns(kind, query.columns);
  const { credentials } = caller;
  const asked = await listQueryOf(query, [kind], { upstream, credentials });
  const page = (cursor?: string) =>
    reader.list(caller, [kind], {
      ...asked,
      cursor,
      limit: BATCH,
      count: false,
      actions: false,
      allEntities: true,
    });
  // The first one before the head: whoever may not read gets a refusal instead of a file
  let { items, nextCursor } = await page();
  res
    .status(200)
    .setHeader('Content-Type', 'text/csv; charset=utf-8')
    .setHeader(
      'Content-Disposition',
      `attachment; filename="${kind.plural}.csv"`,
    )
    .setHeader('Cache-Control', 'private, no-store')
    .setHeader('X-Content-Type-Options', 'nosniff');
  res.write(UTF8_MARK);
  res.write(csvLine(columns));
  try {
    for (;;) {
      const lines = items.map(item => csvLine(cellsOf(columns, item))).join('');
      if (lines && !res.write(lines) && !res.destroyed) {
        await Promise.race([once(res, 'drain'), once(res, 'close')]);
      }
      if (!nextCursor || res.destroyed) break;
      ({ items, nextCursor } = await page(nextCursor));
    }
    res.end();
  } catch (error) {
    // Half a file must not look like a whole one
    res.destroy(error as Error);
  }
}

function cellsOf(
  columns: readonly string[],
  { fields, ...record }: RecordSummary,
): string[] {
  const values: Record<string, unknown> = {
    ...fields,
    ...record,
    entities: record.entities.join(' '),
  };
  return columns.map(name => textOf(values[name]));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
