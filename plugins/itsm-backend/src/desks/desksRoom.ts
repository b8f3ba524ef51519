import { UnreadableRecordError } from 'backstage-plugin-itsm-common';
import { eachAlone } from '../eachAlone';
import type { House } from '../House';
import { followUp } from '../records/acting';
import type { Room } from '../room';

/** Records that one run restricts; the next run goes on. */
const BATCH = 500;

/** What a desk had before it became confidential becomes restricted, too. */
export const desksRoom = (house: House): Room => ({
  name: 'desks',
  tasks: house.desks.all.some(({ confidential }) => confidential)
    ? [
        {
          id: 'itsm-restrict-desks',
          scope: 'global',
          everySeconds: 600,
          run: signal => restrictDesks(house, signal),
        },
      ]
    : [],
});

async function restrictDesks(
  { desks, records, now }: House,
  signal: AbortSignal,
): Promise<void> {
  const confidential = desks.all.filter(desk => desk.confidential);
  const ids: string[] = await records
    .knex('records')
    .whereIn(
      'desk',
      confidential.map(({ name }) => name),
    )
    .where({ marked_restricted: 0 })
    .orderBy('id')
    .limit(BATCH)
    .pluck('id');
  const failures: unknown[] = [];
  await eachAlone(ids, id => restrict(records, id, now()), {
    signal,
    onFailure: error => {
      if (error instanceof UnreadableRecordError) {
        records.options.onUnreadable?.(error);
      } else failures.push(error);
    },
  });
  if (failures.length > 0) throw failures[0];
}

const restrict = (records: House['records'], id: string, at: number) =>
  records.transaction(async tx => {
    const record = await tx.hold(id);
    if (!record || record.restricted) return;
    const fields = { restricted: [false, true] };
    await tx.append(
      id,
      { verb: 'edited', audience: 'public', body: { fields } },
      followUp(at),
      { patch: { restricted: true } },
    );
  });
