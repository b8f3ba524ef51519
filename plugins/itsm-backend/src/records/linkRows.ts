import {
  isOpen,
  isPrivate,
  type ItsmRecord,
  type KindDefinition,
  type Link,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import type { Commit } from './Companion';
import { copiesOf } from './recordRow';

/** A row of `links`, as far as it says what is linked. */
export interface LinkRow {
  record_id: string;
  role: Link['role'];
  target: Link['target'];
  ref: string;
  proposed: number;
}

/** Where a link stands, by the number that the table has. */
const PROPOSED: readonly Link['proposed'][] = [undefined, 'anybody', 'agent'];

export const proposedAs = (proposed: number): Pick<Link, 'proposed'> =>
  proposed > 0 ? { proposed: PROPOSED[proposed] } : {};

export const asLink = ({ role, target, ref, proposed }: LinkRow): Link => ({
  role,
  target,
  ref,
  ...proposedAs(proposed),
});

/** Writes the links of a commit; those that stay repeat what the record is now. */
export async function writeLinks({
  trx,
  stored,
  outcome: { links },
  after,
  open,
}: Commit): Promise<void> {
  await removeLinks(trx, after.id, links.remove);
  // Positions keep the order of linking; the entry number rises with every commit.
  await addLinks(trx, after, stored.kind, links.add, stored.seq * 100);
  const { kind, record: before, isNew } = stored;
  const isMoved =
    isOpen(kind, before.state) !== open ||
    before.desk !== after.desk ||
    isPrivate(kind, before) !== isPrivate(kind, after);
  if (isNew || !isMoved) return;
  await trx('links')
    .where({ record_id: after.id })
    .update(copiesOf(kind, after));
}

/** Adds links; of one that is there already it is only known now that it holds. */
async function addLinks(
  trx: Knex.Transaction,
  record: ItsmRecord,
  kind: KindDefinition,
  links: readonly Link[],
  firstPosition: number,
): Promise<void> {
  const rows = links.map(({ role, target, ref, proposed }, index) => ({
    record_id: record.id,
    role,
    target,
    ref,
    proposed: PROPOSED.indexOf(proposed),
    position: firstPosition + index,
    ...copiesOf(kind, record),
  }));
  const isHeld = (row: { proposed: number }) => row.proposed === 0;
  for (const isKept of [true, false]) {
    const some = rows.filter(row => isHeld(row) === isKept);
    if (some.length === 0) continue;
    const insert = trx('links')
      .insert(some)
      .onConflict(['record_id', 'role', 'ref']);
    await (isKept ? insert.merge(['proposed']) : insert.ignore());
  }
}

async function removeLinks(
  trx: Knex.Transaction,
  recordId: string,
  links: readonly Pick<Link, 'role' | 'ref'>[],
): Promise<void> {
  for (const { role, ref } of links) {
    await trx('links').where({ record_id: recordId, role, ref }).delete();
  }
}
