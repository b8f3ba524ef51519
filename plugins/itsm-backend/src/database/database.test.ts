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

  it('does not keep the process to itself while statement follows on statement', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await openDatabase({ getClient: async () => knex });
    let others = 0;
    const other = setInterval(() => (others += 1), 1);
    const inTransaction = async (trx: Knex.Transaction) => {
      await trx.raw('select 1');
      await trx.raw('select 1');
    };
    for (let n = 0; n < 200_000 && others < 3; n += 1) {
      await (n % 2 ? knex.raw('select 1') : knex.transaction(inTransaction));
    }
    clearInterval(other);
    expect(others).toBe(3);
    await knex.destroy();
  });

  it('does not keep the process to itself during one long transaction either', async () => {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
      pool: { min: 1, max: 1 },
    });
    await openDatabase({ getClient: async () => knex });
    let others = 0;
    const other = setInterval(() => (others += 1), 1);
    const many = async (trx: Knex.Transaction) => {
      for (let n = 0; n < 200_000 && others < 3; n += 1) {
        await trx.raw('select 1');
      }
    };
    await knex.transaction(many);
    expect(others).toBe(3);
    // Nor within a savepoint
    others = 0;
    await knex.transaction(trx => trx.transaction(many));
    expect(others).toBe(3);
    clearInterval(other);
    await knex.destroy();
  });
});
