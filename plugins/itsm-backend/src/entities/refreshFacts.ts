import type { KindRegistry } from '../records/KindRegistry';
import { affectedOf, isUnowned } from '../principals/routing';
import { principalsOf, writePrincipals } from '../principals/principalRows';
import type { Records } from '../records/Records';
import { eachAlone } from '../eachAlone';
import { UnreadableRecordError } from 'backstage-plugin-itsm-common';
import { followAssigned, rerouteLost } from './rerouteLost';
import type { EntityLookup } from './EntityLookup';

const BATCH = 200;
/** Records rewritten per run for one entity whose owner changed; the next run goes on. */
const REWRITE_BATCH = 500;

/**
 * Reads the entities that records are about from the catalog again. When an owner or a system
 * changed, the principals of its open records are rewritten at once and those of done records after them, so
 * that the current owner decides.
 */
export async function refreshFacts(o: {
  records: Records;
  kinds: KindRegistry;
  entities: EntityLookup;
  now: () => number;
  signal?: AbortSignal;
}): Promise<void> {
  const { knex } = o.records;
  const startedAt = o.now();
  await followAssigned(knex);
  while (!o.signal?.aborted) {
    const stale: { ref: string }[] = await knex('entity_facts')
      .where('refreshed_at', '<', startedAt)
      .orderBy('refreshed_at')
      .limit(BATCH)
      .select('ref');
    if (stale.length === 0) break;
    const fresh = await o.entities.resolve(stale.map(row => row.ref));
    const gone = stale.filter(row => !fresh.has(row.ref)).map(row => row.ref);
    if (gone.length > 0) {
      // Records survive the removal of their entity, and so do the last known owners.
      await knex('entity_facts')
        .whereIn('ref', gone)
        .update({
          refreshed_at: o.now(),
          removed_at: knex.raw('coalesce(removed_at, ?)', [o.now()]),
        });
    }
  }
  await eachAlone([rewriteStale, rerouteLost], part => part(o));
}

/**
 * Also finishes what an interrupted run, or another reader of the entity, left behind.
 *
 * @throws the first failure, after all other entities had their turn
 */
async function rewriteStale(
  o: Parameters<typeof refreshFacts>[0],
): Promise<void> {
  const { knex } = o.records;
  const rows: { ref: string; owners: string; containers: string }[] =
    await knex('entity_facts')
      .where({ principals_stale: 1 })
      .select('ref', 'owners', 'containers');
  const rewrite = async (row: (typeof rows)[number]) => {
    await rewritePrincipals(o, row.ref);
    if (o.signal?.aborted) return;
    // What changed meanwhile keeps the mark.
    await knex('entity_facts').where(row).update({ principals_stale: 0 });
  };
  await eachAlone(rows, rewrite, { signal: o.signal });
}

async function rewritePrincipals(
  { records, kinds, signal }: Parameters<typeof refreshFacts>[0],
  entity: string,
): Promise<void> {
  for (const open of [1, 0]) {
    let after = '';
    for (;;) {
      const rows = await records
        .knex('links')
        .where({ ref: entity, role: 'affected', is_open: open })
        .andWhere('record_id', '>', after)
        .orderBy('record_id')
        .limit(REWRITE_BATCH)
        .select('record_id');
      for (const { record_id: id } of rows) {
        if (signal?.aborted) return;
        await records.transaction(async tx => {
          const record = await tx.hold(id).catch(error => {
            // Its principals stay as they are, and those of the others do not wait for it
            if (!(error instanceof UnreadableRecordError)) throw error;
            records.options.onUnreadable?.(error);
            return undefined;
          });
          const kind = record && kinds.find(record.kind);
          if (!record || !kind) return;
          const links = await tx.knex('links').where({ record_id: id });
          await writePrincipals(
            tx.knex,
            record,
            kind,
            await principalsOf(tx.knex, tx.options, kind, record, links),
          );
          const unowned = await isUnowned(
            tx.knex,
            tx.options.desks,
            kind,
            record,
            () => affectedOf(tx.knex, id),
          );
          await tx
            .knex('records')
            .where({ id })
            .update({ unowned: unowned ? 1 : 0 });
        });
      }
      if (rows.length < REWRITE_BATCH) break;
      after = rows[rows.length - 1].record_id;
    }
  }
}
