import { until } from 'itsm-harness';
import type { Knex } from 'knex';

/** How many of each a process that does not run any more holds. */
export interface Claims {
  timers: number;
  reactions: number;
  deliveries: number;
  keys: number;
}

const tables = (knex: Knex) => ({
  timers: knex('timers').whereNotNull('claimed_by'),
  reactions: knex('reactions').whereNotNull('claimed_by'),
  deliveries: knex('deliveries').where({ status: 'received' }),
  keys: knex('idempotency').whereNull('status'),
});

async function count(knex: Knex): Promise<Claims> {
  const entries = Object.entries(tables(knex)).map(async ([name, query]) => {
    const row: any = await query.count('* as n').first();
    return [name, Number(row.n)];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** So often one after the other the claims are the same before they count as held. */
const SAME_READINGS = 3;

/**
 * Those of others come and go; what stays is held by the process that was stopped. Takes 200 ms at
 * least: statements that were sent before the stop are done then, and a transaction that is open
 * is older than those of a process that works.
 */
export async function readHeldClaims(knex: Knex): Promise<Claims> {
  let held = await count(knex);
  let same = 0;
  await until(
    async () => {
      const before = held;
      held = await count(knex);
      same = JSON.stringify(before) === JSON.stringify(held) ? same + 1 : 0;
      return same === SAME_READINGS;
    },
    'the claims to stay the same',
    { everyMs: 100 },
  );
  return held;
}

/** What makes a claim end, by table: its condition and what the time that passes amounts to. */
const LEASES = {
  timers: ['claimed_by is not null', 'claimed_until = 0'],
  reactions: ['claimed_by is not null', 'claimed_until = 0'],
  deliveries: ["status = 'received'", 'next_attempt_at = 0'],
  idempotency: ['status is null', 'lease_until = 0'],
} as const;

/** All leases are over now, but for rows that the sleeper has locked: nobody gets those anyway. */
export async function endFreeLeases(knex: Knex): Promise<void> {
  for (const [table, [isHeld, ended]] of Object.entries(LEASES)) {
    await knex.raw(
      `update ${table} set ${ended} where ctid in
       (select ctid from ${table} where ${isHeld} for update skip locked)`,
    );
  }
}

/** Whether somebody stands still within a transaction: others may wait for its locks. */
export async function isInTransaction(knex: Knex): Promise<boolean> {
  const { rows } = await knex.raw(
    `select 1 from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and xact_start < now() - interval '100 ms'`,
  );
  return rows.length > 0;
}
