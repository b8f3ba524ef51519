import { isPrivate, type ItsmRecord } from 'backstage-plugin-itsm-common';
import { copiesOf } from '../records/recordRow';
import type { Records } from '../records/Records';

/**
 * Whoever asked for a duplicate hears of the record that stays, as one of its watchers. What is restricted
 * stays among its own people.
 */
export function watchSurvivor(
  records: Records,
  { requester }: ItsmRecord,
  survivor: string,
): Promise<void> {
  return records.transaction(async tx => {
    const found = await tx.byNumber(survivor);
    const record = found && (await tx.hold(found.id));
    const kind = record && tx.options.kinds.get(record.kind);
    if (!kind || isPrivate(kind, record)) return;
    if (!requester.startsWith('user:')) return;
    await tx
      .knex('principals')
      .insert({
        record_id: record.id,
        role: 'watcher',
        ref: requester,
        ...copiesOf(kind, record),
      })
      .onConflict(['record_id', 'role', 'ref'])
      .ignore();
  });
}
