import type { ItsmRecord, LinkRole } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

/** Links in memory at a time: a problem may have hundreds of incidents. */
const PAGE = 50;

/** A link between two records: `holder` has it, `ref` is the number of the other one. */
export interface RecordLink {
  holder: string;
  ref: string;
  role: LinkRole;
}

/** Whether a link is there; towards the other record only as one that holds. */
export async function linkExists(
  knex: Knex,
  { holder, ref, role }: RecordLink,
  isHeld: boolean,
): Promise<boolean> {
  const row = await knex('links')
    .where({ record_id: holder, ref, role, ...(isHeld && { proposed: 0 }) })
    .first('role');
  return row !== undefined;
}

/** Its links with records, then those that records hold towards it; `kind` is that of the other. */
export async function* linksOf(
  knex: Knex,
  { id, number }: ItsmRecord,
): AsyncGenerator<RecordLink & { kind: string; proposed: number }> {
  yield* await knex('links')
    .where({ 'links.record_id': id, target: 'record' })
    .join('records', 'records.number', 'links.ref')
    .select({
      holder: 'links.record_id',
      ref: 'links.ref',
      role: 'links.role',
      proposed: 'links.proposed',
      kind: 'records.kind',
    });
  for (let after = ['', '']; ;) {
    const incoming = await knex('links')
      .where({ ref: number, target: 'record' })
      .andWhereRaw('(role, record_id) > (?, ?)', after)
      .orderBy(['role', 'record_id'])
      .limit(PAGE)
      .select({ holder: 'record_id' }, 'ref', 'role', 'kind', 'proposed');
    yield* incoming;
    if (incoming.length < PAGE) return;
    const last = incoming[incoming.length - 1];
    after = [last.role, last.holder];
  }
}
