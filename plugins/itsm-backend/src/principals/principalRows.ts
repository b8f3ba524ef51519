import type {
  ItsmRecord,
  KindDefinition,
  Link,
} from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { readOwners } from '../entities/entityFacts';

const keyOf = (principal: Principal) => `${principal.role} ${principal.ref}`;

/** Who has which role on the record as it is now; watchers are kept by the table itself. */
export async function principalsOf(
  trx: Knex.Transaction,
  kind: KindDefinition,
  record: ItsmRecord,
  links: readonly Link[],
): Promise<Principal[]> {
  const affected = links
    .filter(link => link.role === 'affected' && link.target === 'entity')
    .map(link => link.ref);
  const owners = await readOwners(trx, affected);
  const all: Principal[] = [
    { role: 'requester', ref: record.requester },
    { role: 'openedBy', ref: record.openedBy },
    ...(record.assignee
      ? [{ role: 'assignee' as const, ref: record.assignee }]
      : []),
    ...(record.assignmentGroup
      ? [{ role: 'assignmentGroup' as const, ref: record.assignmentGroup }]
      : []),
    ...owners.map(ref => ({ role: 'owner' as const, ref })),
    ...(kind.principals?.(record) ?? []),
  ];
  return [...new Map(all.map(p => [keyOf(p), p])).values()];
}

export async function readPrincipals(
  knex: Knex,
  recordId: string,
): Promise<Principal[]> {
  return knex('principals')
    .where({ record_id: recordId })
    .select('role', 'ref');
}

/** Makes the table say what `wanted` says, touching only rows that differ. */
export async function writePrincipals(
  trx: Knex.Transaction,
  record: Pick<ItsmRecord, 'id' | 'kind'>,
  open: boolean,
  wanted: readonly Principal[],
  o: { dropWatchers?: boolean } = {},
): Promise<void> {
  const rows: (Principal & { is_open: number })[] = await trx('principals')
    .where({ record_id: record.id })
    .select('role', 'ref', 'is_open');
  const watchers = o.dropWatchers
    ? []
    : rows.filter(row => row.role === 'watcher');
  const keep = new Map([...wanted, ...watchers].map(p => [keyOf(p), p]));
  const known = new Set(rows.map(keyOf));
  const missing = [...keep.values()].filter(p => !known.has(keyOf(p)));
  const gone = rows.filter(row => !keep.has(keyOf(row)));
  for (const { role, ref } of gone) {
    await trx('principals').where({ record_id: record.id, role, ref }).delete();
  }
  if (missing.length > 0) {
    await trx('principals').insert(
      missing.map(({ role, ref }) => ({
        record_id: record.id,
        role,
        ref,
        kind: record.kind,
        is_open: open ? 1 : 0,
      })),
    );
  }
  if (rows.some(row => Boolean(row.is_open) !== open)) {
    await trx('principals')
      .where({ record_id: record.id })
      .update({ is_open: open ? 1 : 0 });
  }
}
