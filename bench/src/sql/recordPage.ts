import type { SqlText } from './SqlText';

/** What a list shows of a record; the API reads the same. */
const COLUMNS = [
  'id',
  'number',
  'kind',
  'desk',
  'state',
  'version',
  'title',
  'impact',
  'urgency',
  'priority',
  'environment',
  'category',
  'channel',
  'restricted',
  'requester',
  'opened_by',
  'assignee',
  'assignment_group',
  'created_at',
  'updated_at',
  'started_at',
  'detected_at',
  'acknowledged_at',
  'mitigated_at',
  'resolved_at',
  'closed_at',
  'reopen_count',
  'data',
  'data_version',
];

/** As many rows as a page of the API has, and the one that says whether there are more. */
export const PAGE_ROWS = 21;
/** Where the API stops to count. */
const COUNT_ROWS = 1_001;

/**
 * What the demo's policy lets an engineer read, as somebody would write it who knows that every
 * role counts. The subquery is scalar: PostgreSQL makes a hash over all principals of an EXISTS.
 */
export function readable(
  sql: SqlText,
  refs: readonly string[],
  { id, restricted }: { id: string; restricted: string },
): string {
  return `(${restricted} = 0 or (select 1 from principals own where own.record_id = ${id} and own.ref in (${sql.list(refs)}) limit 1) is not null)`;
}

/**
 * The rows of a page with all that a list shows of them, in one statement: affected entities and
 * the capped count too.
 *
 * @param ids - a query for `id`
 * @param counted - a query for one row of each record that counts
 */
export function recordPage(
  sql: SqlText,
  ids: string,
  order: string,
  counted?: string,
): string {
  const entities = sql.joined(
    'l.ref',
    `from (select ref from links where record_id = r.id and role = 'affected' order by position, ref) l`,
  );
  const total = counted
    ? `, (select count(*) from (${counted} limit ${COUNT_ROWS}) c) as total`
    : '';
  return `select ${COLUMNS.map(column => `r.${column}`).join(', ')}, ${entities} as entities${total}
from (${ids} limit ${PAGE_ROWS}) page join records r on r.id = page.id order by ${order}`;
}
