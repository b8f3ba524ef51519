import type { Knex } from 'knex';

/**
 * The next value of a counter, from 1, in the transaction: it is given back with it. For SQLite,
 * whose one writer nobody waits for anyway.
 */
export async function nextCount(
  trx: Knex.Transaction,
  scope: string,
): Promise<number> {
  const [{ value }] = await trx('counters')
    .insert({ scope, value: 1 })
    .onConflict('scope')
    .merge({ value: trx.raw('counters.value + 1') })
    .returning('value');
  return Number(value);
}
