import { isOpen, type ItsmRecord } from 'backstage-plugin-itsm-common';
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
    if (!record || record.restricted || !requester.startsWith('user:')) return;
    const { kinds } = tx.options;
    await tx
      .knex('principals')
      .insert({
        record_id: record.id,
        role: 'watcher',
        ref: requester,
        ...copiesOf(record, isOpen(kinds.get(record.kind), record.state)),
      })
      .onConflict(['record_id', 'role', 'ref'])
      .ignore();
  });
}
