import type {
  ItsmRecord,
  KindDefinition,
  Link,
  LinkedRecord,
} from 'backstage-plugin-itsm-common';
import { isOpen, pickGiven } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { toNumber } from '../database';
import type { KindRegistry } from './KindRegistry';
import { copiesOf, decodeData, type RecordRow } from './recordRow';

interface LinkRow {
  record_id: string;
  role: Link['role'];
  target: Link['target'];
  ref: string;
  position: number;
}

const asLink = ({ role, target, ref }: LinkRow): Link => ({
  role,
  target,
  ref,
});

/** Most incoming links that a rule or a page looks at; the newest ones. */
const INCOMING_LIMIT = 200;

type Linked = Pick<ItsmRecord, 'id' | 'number'>;

/** The record's own links and those that other records hold towards it, with their targets. */
export async function readLinks(
  knex: Knex,
  record: Linked,
  kinds: KindRegistry,
): Promise<LinkedRecord[]> {
  const links = await readLinksOf(knex, [record], kinds);
  return links.get(record.id) ?? [];
}

const TARGET = [
  'number',
  'kind',
  'state',
  'priority',
  'assignee',
  'assignment_group',
  'created_at',
];

/** Of the record's parts also the data: a rule may ask when each is due. Of others it is only weight. */
const dataOf = (knex: Knex) =>
  ['data', 'data_version'].map(column =>
    knex.raw(
      `CASE WHEN links.role = 'parent' THEN records.${column} END AS ${column}`,
    ),
  );

/** Links that other records hold towards these: the newest ones of each. */
function incomingOf(knex: Knex, records: readonly Linked[]) {
  const branches = records.map(({ number }) =>
    knex('links')
      .where({ ref: number, target: 'record' })
      .join('records', 'records.id', 'links.record_id')
      .orderBy('links.record_id', 'desc')
      .limit(INCOMING_LIMIT)
      .select('links.role', { towards: 'links.ref' })
      .select(TARGET.map(column => `records.${column}`))
      .select(dataOf(knex)),
  );
  if (branches.length === 1) return branches[0];
  // SQLite refuses a limited branch of a UNION unless it is a derived table
  const [first, ...rest] = branches.map(branch =>
    knex.select('*').from(branch.as('b')),
  );
  return first.unionAll(rest);
}

/** The same of several records, by their ids, in the same three statements. */
export async function readLinksOf(
  knex: Knex,
  records: readonly Linked[],
  kinds: KindRegistry,
): Promise<Map<string, LinkedRecord[]>> {
  if (records.length === 0) return new Map();
  const own: LinkRow[] = await knex('links')
    .whereIn(
      'record_id',
      records.map(({ id }) => id),
    )
    .orderBy(['record_id', 'position', 'ref']);
  const numbers = own.filter(l => l.target === 'record').map(l => l.ref);
  const targets = numbers.length
    ? await knex('records')
        .whereIn('number', [...new Set(numbers)])
        .select(...TARGET, 'data', 'data_version')
    : [];
  const incoming: any[] = await incomingOf(knex, records);
  const summary = (row: any) => ({
    kind: row.kind,
    state: row.state,
    open: isOpenState(kinds, row),
    priority: row.priority,
    assignee: row.assignee,
    assignmentGroup: row.assignment_group,
    createdAt: toNumber(row.created_at),
    ...(row.data && summaryFieldsOf(kinds.find(row.kind), row)),
  });
  const byNumber = new Map(targets.map(row => [row.number, summary(row)]));
  return new Map(
    records.map(({ id, number }) => [
      id,
      [
        ...own
          .filter(row => row.record_id === id)
          .map(row => ({ ...asLink(row), record: byNumber.get(row.ref) })),
        ...incoming
          .filter(row => row.towards === number)
          .map(row => ({
            role: row.role,
            target: 'record' as const,
            ref: row.number,
            incoming: true,
            record: summary(row),
          })),
      ],
    ]),
  );
}

/** Of a record that can't be read no field is known: what it is linked with goes on without them. */
function summaryFieldsOf(kind: KindDefinition | undefined, row: RecordRow) {
  try {
    return (
      kind && { fields: pickGiven(decodeData(kind, row), kind.summaryFields) }
    );
  } catch {
    return {};
  }
}

function isOpenState(kinds: KindRegistry, row: RecordRow) {
  const definition = kinds.find(row.kind);
  if (!definition) return false;
  // In no state of its kind: nobody can say that it is done
  return !definition.states[row.state] || isOpen(definition, row.state);
}

/** Adds links; one that is there already is left alone. Returns those that are new. */
export async function addLinks(
  trx: Knex.Transaction,
  record: ItsmRecord,
  open: boolean,
  links: readonly Link[],
  firstPosition: number,
): Promise<Link[]> {
  if (links.length === 0) return [];
  const rows: LinkRow[] = await trx('links')
    .insert(
      links.map((link, index) => ({
        record_id: record.id,
        ...link,
        position: firstPosition + index,
        ...copiesOf(record, open),
      })),
    )
    .onConflict(['record_id', 'role', 'ref'])
    .ignore()
    .returning(['record_id', 'role', 'target', 'ref', 'position']);
  return rows.map(asLink);
}

export async function removeLinks(
  trx: Knex.Transaction,
  recordId: string,
  links: readonly Link[],
): Promise<number> {
  let removed = 0;
  for (const { role, ref } of links) {
    removed += await trx('links')
      .where({ record_id: recordId, role, ref })
      .delete();
  }
  return removed;
}
