import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';

const ID = 1;
const BYTES = 32;

/**
 * The secret with which this installation names its channels. Processes that start at once agree on the one
 * that was written first. Deleting the row and restarting every process makes a new one.
 */
export async function signalSecret(knex: Knex): Promise<Buffer> {
  return (await readSecret(knex)) ?? writeSecret(knex);
}

async function readSecret(knex: Knex): Promise<Buffer | undefined> {
  const row = await knex('signal_secrets').where({ id: ID }).first('secret');
  return row && Buffer.from(row.secret, 'hex');
}

async function writeSecret(knex: Knex): Promise<Buffer> {
  const secret = randomBytes(BYTES).toString('hex');
  await knex('signal_secrets')
    .insert({ id: ID, secret })
    .onConflict('id')
    .ignore();
  return (await readSecret(knex))!;
}
