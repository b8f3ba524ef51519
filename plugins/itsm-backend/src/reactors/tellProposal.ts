import type { Entry, ItsmRecord } from 'backstage-plugin-itsm-common';
import { FOLLOW_UP } from '../records/acting';
import type { Records } from '../records/Records';
import type { RecordLink } from './recordLinks';

/**
 * Tells the people of a record that somebody proposes a link with it: they accept or decline it. Those who
 * may not read the record that holds the link are told of none; its requester has nothing to decide.
 */
export function tellProposal(
  records: Records,
  holder: ItsmRecord,
  { role, ref }: RecordLink,
  { actor = FOLLOW_UP, at }: Pick<Entry, 'actor' | 'at'>,
): Promise<void> {
  return records.transaction(async tx => {
    const target = await tx.byNumber(ref);
    if (!target || !(await tx.hold(target.id))) return;
    const untold = await tx
      .knex('links')
      .where({ record_id: holder.id, role, ref, proposal_told: 0 })
      .andWhere('proposed', '>', 0)
      .update({ proposal_told: 1 });
    if (untold === 0) return;
    const link = { role, target: 'record', ref: holder.number, incoming: true };
    await tx.append(
      target.id,
      {
        verb: 'linked',
        audience: 'internal',
        body: { links: [link], consent: 'proposed' },
      },
      { actor, at },
    );
  });
}
