import type { GateFacts } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

/** The least urgent priority that holds deployments up. */
export const LEAST_URGENT = 2;
/** More of them change nothing. */
const MOST = 20;

/**
 * Urgent open records about one of these entities that say that something is broken, the most urgent first. One that
 * names the change as its repair says so.
 *
 * @param kinds - names of the kinds that say so
 * @param change - number of the change, if there is one
 */
export async function urgentIncidents(
  knex: Knex,
  kinds: readonly string[],
  entities: readonly string[],
  change: string | undefined,
): Promise<GateFacts['incidents']> {
  const rows = await knex('links as l')
    .join('records as r', 'r.id', 'l.record_id')
    .where({ 'l.role': 'affected', 'l.is_open': 1 })
    .whereIn('l.kind', kinds as string[])
    .whereIn('l.ref', entities as string[])
    .where('r.priority', '<=', LEAST_URGENT)
    .orderBy(['r.priority', 'r.id'])
    .limit(MOST)
    .select('r.id', 'r.number', 'r.priority', 'l.ref');
  const ids = rows.map(({ id }) => id);
  const repaired =
    change && ids.length > 0
      ? await knex('links')
          .whereIn('record_id', ids)
          .where({ role: 'fixedBy', ref: change })
          .pluck('record_id')
      : [];
  return rows.map(({ id, number, priority, ref }) => ({
    number,
    priority,
    entity: ref,
    isRepaired: repaired.includes(id),
  }));
}
