import type { Knex } from 'knex';
import type { Row } from '../invariants/stored';

/** What the database holds since a moment, read once to look for the effects of many writes. */
export interface StoredWrites {
  /** Contents of a record's entries, as canonical JSON. */
  contents(number: string, verb: string): string[];
  entry(number: string, seq: number): Row | undefined;
  record(number: string): Row | undefined;
  titled(title: string): Row[];
  files(name: string): Row[];
  delivery(key: string): Row | undefined;
  deployments(runId: string): Row[];
  watches(number: string, ref: string): boolean;
}

/** @param since - epoch milliseconds */
export async function readStoredWrites(
  knex: Knex,
  since: number,
): Promise<StoredWrites> {
  const records: Row[] = await knex('records')
    .where('created_at', '>=', since)
    .select('id', 'number', 'title', 'version', 'state');
  const of = (table: string) =>
    knex(table).whereIn(
      'record_id',
      knex('records').where('created_at', '>=', since).select('id'),
    );
  const entries: Row[] = await of('entries').select(
    'record_id',
    'id',
    'seq',
    'verb',
    'content',
  );
  const watchers: Row[] = await of('principals')
    .where({ role: 'watcher' })
    .select('record_id', 'ref');
  const files: Row[] = await of('attachments').select('name', 'sha256');
  const deliveries: Row[] = await knex('deliveries')
    .where('received_at', '>=', since)
    .select('id', 'key', 'status', 'records', 'reason');
  const deployments: Row[] = await knex('deployments')
    .where('created_at', '>=', since)
    .select('id', 'run_id', 'record_id', 'unmapped_reason');

  const byNumber = new Map(records.map(row => [row.number, row]));
  // Beside the sender's id stands a digest of the body
  const byKey = new Map(
    deliveries.map(row => [row.key.replace(/ [0-9a-f]{32}$/, ''), row]),
  );
  const entriesOf = grouped(entries, 'record_id');
  const ofNumber = (number: string) =>
    entriesOf.get(byNumber.get(number)?.id) ?? [];
  return {
    contents: (number, verb) =>
      ofNumber(number)
        .filter(row => row.verb === verb)
        .map(row => row.content),
    entry: (number, seq) => ofNumber(number).find(row => row.seq === seq),
    record: number => byNumber.get(number),
    titled: title => records.filter(row => row.title === title),
    files: name => files.filter(row => row.name === name),
    delivery: key => byKey.get(key),
    deployments: runId => deployments.filter(row => row.run_id === runId),
    watches: (number, ref) =>
      watchers.some(
        row => row.record_id === byNumber.get(number)?.id && row.ref === ref,
      ),
  };
}

function grouped(rows: Row[], column: string): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}
