import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { migrationsDirectory } from '../database/database';
import { claimReactions, finishReactions } from './reactionRows';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('rows of outlets, %s', id => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
  });

  const waiting = async (reactor: string) =>
    (await knex('reactions').where({ reactor }).select('entry_id')).length;

  it('two processes share the work without doing any of it twice', async () => {
    const entries = Array.from({ length: 200 }, (_, n) => ({
      reactor: 'shared',
      entry_id: `entry-${String(n).padStart(4, '0')}`,
      attempts: 0,
    }));
    await knex('reactions').insert(entries);
    const worker = async (claimedBy: string) => {
      const mine: string[] = [];
      for (;;) {
        const claimed = await claimReactions(knex, {
          reactor: 'shared',
          claimedBy,
          now: 1_000,
          limit: 7,
        });
        if (claimed.length === 0) return mine;
        mine.push(...claimed.map(c => c.entryId));
        await finishReactions(knex, {
          reactor: 'shared',
          claimedBy,
          entryIds: claimed.map(c => c.entryId),
        });
      }
    };
    const [a, b] = await Promise.all([worker('a'), worker('b')]);
    expect([...a, ...b].sort()).toEqual(entries.map(e => e.entry_id));
    expect(await waiting('shared')).toBe(0);
  });

  it('a process whose lease ran out does not finish what another one has taken', async () => {
    await knex('reactions').insert({
      reactor: 'leased',
      entry_id: 'e',
      attempts: 0,
    });
    await claimReactions(knex, {
      reactor: 'leased',
      claimedBy: 'zombie',
      now: 0,
      limit: 1,
    });
    expect(
      await claimReactions(knex, {
        reactor: 'leased',
        claimedBy: 'b',
        now: 1,
        limit: 1,
      }),
    ).toEqual([]);
    const taken = await claimReactions(knex, {
      reactor: 'leased',
      claimedBy: 'b',
      now: 60_001,
      limit: 1,
    });
    expect(taken).toHaveLength(1);
    await finishReactions(knex, {
      reactor: 'leased',
      claimedBy: 'zombie',
      entryIds: ['e'],
    });
    expect(await waiting('leased')).toBe(1);
  });
});
