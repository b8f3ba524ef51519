import type { Knex } from 'knex';

const PATIENCE_MS = 30_000;

/**
 * Lets nobody into the inbox's table while `work` runs. Returns whether it ended nevertheless; if
 * not it may go on afterwards. SQLite's driver waits for a lock without doing anything else, so
 * there the table stays open.
 */
export async function holdingInbox(
  knex: Knex,
  work: () => Promise<unknown>,
): Promise<boolean> {
  if (knex.client.config.client !== 'pg') {
    await work();
    return true;
  }
  const holder = await knex.transaction();
  try {
    await holder.raw('lock table deliveries in access exclusive mode');
    let timer: NodeJS.Timeout;
    const late = new Promise<false>(done => {
      timer = setTimeout(() => done(false), PATIENCE_MS);
    });
    return await Promise.race([work().then(() => true), late]).finally(() =>
      clearTimeout(timer),
    );
  } finally {
    await holder.rollback();
  }
}
