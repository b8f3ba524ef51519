import type { Knex } from 'knex';
import type { Row, Tell } from './stored';

/** What waits in tables of its own: outbox, inbox, deployments, keys, bytes. */
export async function checkQueues(
  trx: Knex.Transaction,
  tell: Tell,
): Promise<void> {
  const lost = async (what: string, query: PromiseLike<Row[]>) => {
    for (const row of await query)
      tell(`${what}: ${Object.values(row).join(' ')}`);
  };
  const without = (table: string, column: string, other: string, key: string) =>
    trx(table)
      .leftJoin(other, `${other}.${key}`, `${table}.${column}`)
      .whereNotNull(`${table}.${column}`)
      .whereNull(`${other}.${key}`)
      .limit(5)
      .select(`${table}.${column}`);

  await lost(
    'An outlet has work for an entry that does not exist',
    without('reactions', 'entry_id', 'entries', 'id'),
  );
  await lost(
    'An entry has no record',
    without('entries', 'record_id', 'records', 'id'),
  );
  await lost(
    'A file has no bytes',
    without('attachments', 'sha256', 'blobs', 'sha256'),
  );
  await lost(
    'A key names a record that does not exist',
    without('idempotency', 'record_number', 'records', 'number'),
  );
  await lost(
    'A delivery is at rest in the wrong way',
    trx('deliveries')
      .where(bad =>
        bad
          .where({ status: 'received' })
          .whereNull('next_attempt_at')
          .orWhere(done =>
            done
              .whereNot({ status: 'received' })
              .whereNotNull('next_attempt_at'),
          ),
      )
      .limit(5)
      .select('id', 'status'),
  );
  await lost(
    'A deployment has a change that does not know it',
    trx('deployments')
      .leftJoin('links', join =>
        join
          .on('links.record_id', 'deployments.record_id')
          .andOn('links.ref', 'deployments.id'),
      )
      .whereNotNull('deployments.record_id')
      .whereNull('links.ref')
      .limit(5)
      .select('deployments.id', 'deployments.record_id'),
  );
  await lost(
    'A change is deployed by something that does not know it',
    trx('links')
      .where({ target: 'deployment' })
      .leftJoin('deployments', join =>
        join
          .on('links.record_id', 'deployments.record_id')
          .andOn('links.ref', 'deployments.id'),
      )
      .whereNull('deployments.id')
      .limit(5)
      .select('links.record_id', 'links.ref'),
  );
  await lost(
    'A mapped deployment has no entity',
    trx('deployments')
      .leftJoin(
        'deployment_entities',
        'deployment_entities.deployment_id',
        'deployments.id',
      )
      .whereNull('unmapped_reason')
      .whereNull('deployment_entities.deployment_id')
      .limit(5)
      .select('deployments.id'),
  );
}
