import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory from 'knex';
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
});
