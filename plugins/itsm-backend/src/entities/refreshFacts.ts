import type { KindRegistry } from '../records/KindRegistry';
import { principalsOf, writePrincipals } from '../principals/principalRows';
import type { Records } from '../records/Records';
import { decodeRecord } from '../records/recordRow';
import { isOpen } from 'backstage-plugin-itsm-common';
import type { EntityLookup } from './EntityLookup';

const BATCH = 200;
/** Records rewritten per run for one entity whose owner changed; the next run goes on. */
const REWRITE_BATCH = 500;

/**
 * Reads the entities that records are about from the catalog again. When an owner changed, the
 * principals of its open records are rewritten at once and those of done records after them, so
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
  while (!o.signal?.aborted) {
    const stale: { ref: string; owners: string }[] = await knex('entity_facts')
      .where('refreshed_at', '<', startedAt)
      .orderBy('refreshed_at')
      .limit(BATCH)
      .select('ref', 'owners');
    if (stale.length === 0) return;
    const fresh = await o.entities.resolve(stale.map(row => row.ref));
    const gone = stale.filter(row => !fresh.has(row.ref)).map(row => row.ref);
    if (gone.length > 0) {
      // Records survive the removal of their entity, and so do the last known owners.
      await knex('entity_facts')
        .whereIn('ref', gone)
        .update({ refreshed_at: o.now(), removed_at: o.now() });
    }
    for (const row of stale) {
      const facts = fresh.get(row.ref);
      if (facts && JSON.stringify(facts.owners) !== row.owners) {
        await rewritePrincipals(o, row.ref);
      }
    }
  }
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
          const row = await tx.knex('records').where({ id }).first();
          const kind = row && kinds.find(row.kind);
          if (!kind) return;
          const record = decodeRecord(kind, row);
          const links = await tx.knex('links').where({ record_id: id });
          await writePrincipals(
            tx.knex,
            record,
            isOpen(kind, record.state),
            await principalsOf(tx.knex, kind, record, links),
          );
        });
      }
      if (rows.length < REWRITE_BATCH) break;
      after = rows[rows.length - 1].record_id;
    }
  }
}
