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

/** The record's own links and those that other records hold towards it, with their targets. */
export async function readLinks(
  knex: Knex,
  record: Pick<ItsmRecord, 'id' | 'number'>,
  kinds: KindRegistry,
): Promise<LinkedRecord[]> {
  const own: LinkRow[] = await knex('links')
    .where({ record_id: record.id })
    .orderBy(['position', 'ref']);
  const numbers = own.filter(l => l.target === 'record').map(l => l.ref);
  const columns = ['number', 'kind', 'state', 'priority', 'created_at'];
  const targets = numbers.length
    ? await knex('records')
        .whereIn('number', numbers)
        .select(...columns, 'data', 'data_version')
    : [];
  const incoming = await knex('links')
    .where({ ref: record.number, target: 'record' })
    .join('records', 'records.id', 'links.record_id')
    .orderBy('links.record_id', 'desc')
    .limit(INCOMING_LIMIT)
    .select('links.role', ...columns.map(column => `records.${column}`));
  const summary = (row: any) => ({
    kind: row.kind,
    state: row.state,
    open: isOpenState(kinds, row.kind, row.state),
    priority: row.priority,
    createdAt: toNumber(row.created_at),
  });
  const byNumber = new Map(
    targets.map(row => [
      row.number,
      { ...summary(row), ...summaryFieldsOf(kinds.find(row.kind), row) },
    ]),
  );
  return [
    ...own.map(row => ({ ...asLink(row), record: byNumber.get(row.ref) })),
    ...incoming.map((row: any) => ({
      role: row.role,
      target: 'record' as const,
      ref: row.number,
      incoming: true,
      record: summary(row),
    })),
  ];
}

const summaryFieldsOf = (kind: KindDefinition | undefined, row: RecordRow) =>
  kind && {
    fields: pickGiven(decodeData(kind, row), kind.summaryFields),
  };

function isOpenState(kinds: KindRegistry, kind: string, state: string) {
  const definition = kinds.find(kind);
  return definition ? isOpen(definition, state) : false;
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
