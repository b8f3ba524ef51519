import type {
  ItsmRecord,
  KindDefinition,
  Link,
} from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
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

/** Adds links; of one that is there already it is only known now that it holds. */
export async function addLinks(
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

export async function removeLinks(
  trx: Knex.Transaction,
  recordId: string,
  links: readonly Pick<Link, 'role' | 'ref'>[],
): Promise<void> {
  for (const { role, ref } of links) {
    await trx('links').where({ record_id: recordId, role, ref }).delete();
  }
}
