import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { type Knex } from 'knex';
import { openDatabase } from './database';

describe('an SQLite file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'itsm-database-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['new', 'there already'])(
    'that is %s: commits are on disk before they are acknowledged',
    async () => {
      const knex = knexFactory({
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'itsm.sqlite') },
        useNullAsDefault: true,
        pool: { min: 1, max: 1 },
      });
      await openDatabase({ getClient: async () => knex });
      expect(await knex.raw('pragma journal_mode')).toEqual([
        { journal_mode: 'wal' },
      ]);
      // FULL
      expect(await knex.raw('pragma synchronous')).toEqual([
        { synchronous: 2 },
      ]);
      await knex.destroy();
    },
  );

  /** How often others had their turn while statements ran, until three times. */
  const turnsDuring = async (
    work: (knex: Knex, isDone: () => boolean) => Promise<void>,
  ) => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await openDatabase({ getClient: async () => knex });
    let turns = 0;
    const other = setInterval(() => (turns += 1), 1);
    await work(knex, () => turns >= 3);
    clearInterval(other);
    await knex.destroy();
    return turns;
  };
  const MANY = 200_000;

  it('does not keep the process to itself while statement follows on statement', async () => {
    const inTransaction = async (trx: Knex.Transaction) => {
      await trx.raw('select 1');
      await trx.raw('select 1');
    };
    const turns = await turnsDuring(async (knex, isDone) => {
      for (let n = 0; n < MANY && !isDone(); n += 1) {
        await (n % 2 ? knex.raw('select 1') : knex.transaction(inTransaction));
      }
    });
    expect(turns).toBe(3);
  });

  it('does not keep the process to itself during one long transaction either', async () => {
    const turns = await turnsDuring((knex, isDone) =>
      knex.transaction(async trx => {
        for (let n = 0; n < MANY && !isDone(); n += 1) {
          await trx.raw('select 1');
        }
      }),
    );
    expect(turns).toBe(3);
  });
});
