import type {
  ItsmRecord,
  KindDefinition,
  Link,
} from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { readStanding } from '../entities/entityFacts';
import type { CommitOptions } from '../records/Companion';
import { copiesOf } from '../records/recordRow';
import { heldRoles, requireDeclared, sharedRoles } from './RecordRole';
import { keyOf, principalsFrom } from './principalsFrom';

type PrincipalRow = Principal & {
  is_open: number;
  restricted: number;
  desk: string;
};

/**
 * Who has which role on the record as it is now; watchers are kept by the table itself. Of a confidential desk the
 * record is not the business of those who own what it affects: for them it is in a list, as for a container.
 */
export async function principalsOf(
  trx: Knex.Transaction,
  { roles, desks }: Pick<CommitOptions, 'roles' | 'desks'>,
  kind: KindDefinition,
  record: ItsmRecord,
  links: readonly Link[],
): Promise<Principal[]> {
  const affected = links
    .filter(link => link.role === 'affected' && link.target === 'entity')
    .map(link => link.ref);
  const { owners, containers } = await readStanding(trx, affected);
  const declared = roles?.() ?? sharedRoles;
  const principals = principalsFrom(
    kind,
    record,
    desks.isConfidential(record.desk)
      ? { owners: [], containers: [...owners, ...containers] }
      : { owners, containers },
    await heldRoles(trx, declared, record),
  );
  requireDeclared(declared, principals);
  return principals;
}

/**
 * Who watches on. Of a restricted record, watching ends with the last other role that let somebody read
 * it; who was in a group that lost its role is not known, so then it ends for all who have no role by name.
 */
function watchersAfter(
  { restricted }: Pick<ItsmRecord, 'restricted'>,
  rows: readonly PrincipalRow[],
  wanted: readonly Principal[],
): PrincipalRow[] {
  const watchers = rows.filter(row => row.role === 'watcher');
  if (!restricted) return watchers;
  const staying = new Set(wanted.filter(isReader).map(({ ref }) => ref));
  const lost = rows.filter(row => isReader(row) && !staying.has(row.ref));
  const isGroupLost = lost.some(({ ref }) => ref.startsWith('group:'));
  return watchers.filter(
    ({ ref }) =>
      staying.has(ref) || !(isGroupLost || lost.some(each => each.ref === ref)),
  );
}

const isReader = ({ role }: Principal) =>
  role !== 'watcher' && role !== 'container';

/** Makes the table say what `wanted` says, touching only rows that differ. */
export async function writePrincipals(
  trx: Knex.Transaction,
  record: Pick<ItsmRecord, 'id' | 'desk' | 'state' | 'restricted'>,
  kind: KindDefinition,
  wanted: readonly Principal[],
  o: { isNew?: boolean; dropWatchers?: boolean } = {},
): Promise<void> {
  const rows: PrincipalRow[] = o.isNew
    ? []
    : await trx('principals')
        .where({ record_id: record.id })
        .select('role', 'ref', 'is_open', 'restricted', 'desk');
  const copies = copiesOf(kind, record);
  const watchers = o.dropWatchers ? [] : watchersAfter(record, rows, wanted);
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
        ...copies,
      })),
    );
  }
  const isOld = (row: PrincipalRow) =>
    row.is_open !== copies.is_open ||
    row.restricted !== copies.restricted ||
    row.desk !== copies.desk;
  if (rows.some(isOld)) {
    await trx('principals').where({ record_id: record.id }).update(copies);
  }
}
