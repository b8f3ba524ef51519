import type { Knex } from 'knex';
import type { Findings } from '../findings';
import type { Told } from './Told';

/**
 * Holds what an outlet heard against the entries of some records: all of them, with the ids they
 * have, and each record's in order. Returns how often something was heard again.
 */
export async function expectHeard(
  knex: Knex,
  recordIds: readonly string[],
  outlet: string,
  heard: readonly Told[],
  findings: Findings,
): Promise<number> {
  const entries = await knex('entries')
    .whereIn('record_id', [...recordIds])
    .orderBy(['record_id', 'seq'])
    .select('id', 'record_id', 'seq');
  const ids = new Set(entries.map(entry => entry.id));
  const first = new Map<string, Told>();
  let again = 0;
  for (const told of heard.filter(each => each.outlet === outlet)) {
    if (!recordIds.includes(told.recordId)) continue;
    findings.expect(
      ids.has(told.id),
      () => `${outlet} heard of entry ${told.id}, which does not exist`,
    );
    if (first.has(told.id)) again += 1;
    else first.set(told.id, told);
  }
  for (const { id, record_id, seq } of entries) {
    findings.expect(
      first.has(id),
      () => `${outlet} never heard of entry ${seq} of ${record_id}`,
    );
  }
  const last = new Map<string, number>();
  for (const { recordId, seq } of first.values()) {
    const before = last.get(recordId) ?? 0;
    findings.expect(
      seq > before,
      () => `${outlet} heard of entry ${seq} of ${recordId} after ${before}`,
    );
    last.set(recordId, Math.max(seq, before));
  }
  return again;
}
