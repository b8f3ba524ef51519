import { isOpen, UnreadableRecordError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { eachAlone } from '../eachAlone';
import {
  affectedOf,
  routeOf,
  type Route,
  type RecordRouter,
} from '../principals/routing';
import { followUp } from '../records/acting';
import type { Records } from '../records/Records';
import type { RecordTransaction } from '../records/RecordTransaction';

/** A catalog that is being filled again has no people for a while: nobody is gone for good at once. */
const GRACE_MS = 24 * 3_600_000;
/** Records that one run takes from somebody who is gone; the next run goes on. */
const BATCH = 500;

const COLUMNS = { assignee: 'assignee', assignmentGroup: 'assignment_group' };
type Role = keyof typeof COLUMNS;
const ROLES = Object.keys(COLUMNS) as Role[];

/** Makes the refresh look after the people and groups that open records are assigned to. */
export async function followAssigned(knex: Knex): Promise<void> {
  for (const role of ROLES) {
    // Jumps from ref to ref along the index; there are far fewer refs than records.
    const found = await knex.raw(
      `with recursive refs(ref) as (
        select min(:column:) from records
        union all
        select (select min(:column:) from records where :column: > refs.ref) from refs where refs.ref is not null
      )
      select ref from refs where ref is not null
        and not exists (select 1 from entity_facts f where f.ref = refs.ref)
        and exists (select 1 from principals p where p.ref = refs.ref and p.role = :role and p.is_open = 1)`,
      { column: COLUMNS[role], role },
    );
    const refs: { ref: string }[] = found.rows ?? found;
    const people = refs.filter(({ ref }) => /^(user|group):/.test(ref));
    for (const { ref } of people) {
      await knex('entity_facts')
        .insert({ ref, uid: null, owners: '[]', tier: null, refreshed_at: 0 })
        .onConflict('ref')
        .ignore();
    }
  }
}

/**
 * Open records of people and groups that left the catalog go to who owns what they affect, or to the
 * group for everything without an owner.
 *
 * @throws the first failure, after all others had their turn
 */
export async function rerouteLost(o: {
  records: Records;
  now: () => number;
  signal?: AbortSignal;
}): Promise<void> {
  const { records, signal } = o;
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => {
    if (error instanceof UnreadableRecordError) {
      records.options.onUnreadable?.(error);
    } else failures.push(error);
  };
  const router = await records.readRouter();
  const move = ({ id, role, ref }: Lost) =>
    records.transaction(tx => reroute(tx, id, role, ref, o.now(), router));
  let moved = 0;
  let page: Lost[] = [];
  do {
    page = await lostAfter(records.knex, o.now(), page[page.length - 1]);
    moved += await eachAlone(page, move, { signal, onFailure });
    // What could not be moved is found again each time: it must not keep the run from those after it
  } while (page.length === BATCH && moved < BATCH && !signal?.aborted);
  if (failures.length > 0) throw failures[0];
}

/** Somebody who is gone and still has an open record. */
interface Lost {
  id: string;
  role: Role;
  ref: string;
}

const lostAfter = (knex: Knex, now: number, after?: Lost): Promise<Lost[]> =>
  knex('principals as p')
    .join('entity_facts as f', 'f.ref', 'p.ref')
    .where('f.removed_at', '<', now - GRACE_MS)
    .where('p.is_open', 1)
    .whereIn('p.role', ROLES)
    .modify(query => {
      if (after) {
        query.whereRaw('(p.record_id, p.role, p.ref) > (?, ?, ?)', [
          after.id,
          after.role,
          after.ref,
        ]);
      }
    })
    .orderBy(['p.record_id', 'p.role', 'p.ref'])
    .limit(BATCH)
    .select({ id: 'p.record_id', role: 'p.role', ref: 'p.ref' });

async function reroute(
  tx: RecordTransaction,
  id: string,
  role: Role,
  gone: string,
  at: number,
  router: RecordRouter,
): Promise<void> {
  const record = await tx.hold(id);
  if (!record || record[role] !== gone) return;
  if (!isOpen(tx.options.kinds.get(record.kind), record.state)) return;
  const left = (each: Role) => (each === role ? null : record[each]);
  const assignee = left('assignee');
  const assignmentGroup = left('assignmentGroup');
  const { desks } = tx.options;
  const affected = await affectedOf(tx.knex, id);
  const { routedBy, category, ...routed }: Route = assignmentGroup
    ? {}
    : await routeOf(tx.knex, desks, { assignee }, affected, {
        router,
        record,
      });
  const next: Record<Role, string | null> = {
    assignee,
    assignmentGroup,
    ...routed,
  };
  // The last known owner of what is gone may be the very one
  if (next[role] === gone) next[role] = null;
  if (!next.assignee)
    next.assignmentGroup ??= desks.groupOf(record.desk) ?? null;
  if (next.assignmentGroup === gone) next.assignmentGroup = null;
  const changed = ROLES.filter(each => next[each] !== record[each]);
  await tx.append(
    id,
    {
      verb: 'assigned',
      audience: 'public',
      body: {
        ...Object.fromEntries(
          changed.map(each => [each, [record[each], next[each] ?? null]]),
        ),
        reason: 'not_in_catalog',
        ...(routedBy?.length && { routedBy }),
      },
    },
    followUp(at),
    {
      patch: { assignee: next.assignee, assignmentGroup: next.assignmentGroup },
    },
  );
}
