import type { Knex } from 'knex';
import {
  checkAttachments,
  checkCopies,
  checkLinks,
  checkPrincipals,
  checkText,
  checkTimers,
} from './invariants/belongings';
import { checkQueues } from './invariants/queues';
import { isPostgres, storedRecords } from './invariants/stored';
import { checkChain, checkHistory } from './invariants/timeline';

const CHECKS = [
  checkChain,
  checkHistory,
  checkCopies,
  checkPrincipals,
  checkLinks,
  checkText,
  checkTimers,
  checkAttachments,
];

/** Faults of one kind are told up to here. */
const TOLD = 25;

/**
 * What holds of the stored data at every moment, whatever happened to processes: each record is
 * whole, and so is what belongs to it. Returns a sentence for each fault.
 *
 * @param o.since - looks at records that were opened from this time on; epoch milliseconds
 * @param o.told - so many faults at most; 25 unless told
 */
export async function invariants(
  knex: Knex,
  o: { since?: number; told?: number } = {},
): Promise<string[]> {
  const faults: string[] = [];
  // One moment for all tables: others write meanwhile
  await knex.transaction(
    async trx => {
      for await (const stored of storedRecords(trx, o.since)) {
        const { number, id } = stored.row;
        const tell = (fault: string) => {
          if (faults.length < (o.told ?? TOLD))
            faults.push(`${number} (${id}) ${fault}.`);
        };
        for (const check of CHECKS) check(stored, tell);
      }
      await checkQueues(trx, fault => faults.push(`${fault}.`));
    },
    isPostgres(knex)
      ? { isolationLevel: 'repeatable read', readOnly: true }
      : undefined,
  );
  return faults;
}
