import { until } from 'itsm-harness';
import type { Knex } from 'knex';
import { runTask, type Replica } from '../replicas';

/**
 * A process that died holds its deliveries for half a minute and its keys for a whole one. That
 * time is over now: waiting for it would be most of a round.
 */
export async function endLeases(knex: Knex): Promise<void> {
  await knex('deliveries')
    .where({ status: 'received' })
    .update({ next_attempt_at: 0 });
  await knex('idempotency').whereNull('status').update({ lease_until: 0 });
  for (const table of ['reactions', 'timers']) {
    await knex(table).whereNotNull('claimed_by').update({ claimed_until: 0 });
  }
}

/** Waits until no delivery is left to be worked off. */
export async function untilWorkedOff(
  knex: Knex,
  replicas: readonly Replica[],
): Promise<void> {
  await until(async () => {
    for (const replica of replicas) await runTask(replica, 'itsm-inbox');
    const left = await knex('deliveries')
      .where({ status: 'received' })
      .first('id');
    return left === undefined;
  }, 'every delivery to be worked off');
}
