import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { recordStatements } from '../__testUtils__/statements';
import { migrationsDirectory } from '../database/database';
import type { NewDelivery } from './deliveryRow';
import { InboxStore } from './InboxStore';

const databases = TestDatabases.create({ ids: databaseIds });

const delivery = (key: string, over: Partial<NewDelivery> = {}) => ({
  instance: 'shop',
  key,
  headers: {},
  body: Buffer.from(key),
  receivedAt: Date.parse('2026-11-22T12:00:00Z'),
  ...over,
});

describe.each(databaseIds)('storing deliveries, %s', id => {
  const start = async () => {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    return { knex, store: new InboxStore(knex) };
  };

  it('those that come in while one is being stored share a commit', async () => {
    const { knex, store } = await start();
    const { statements, stop } = recordStatements(knex);
    const onItsWay = new Promise(resolve => knex.once('query', resolve));
    const first = store.add(delivery('0'));
    await onItsWay;
    const others = ['1', '2', '3', '3', '1', '0'].map(key =>
      store.add(delivery(key)),
    );
    const added = await Promise.all([first, ...others]);
    stop();
    expect(added.map(a => a.isNew)).toEqual([
      ...[true, true, true, true],
      ...[false, false, false],
    ]);
    expect(added[4].delivery.id).toBe(added[3].delivery.id);
    expect(added[6].delivery.id).toBe(added[0].delivery.id);
    const inserts = statements.filter(s => /^insert/i.test(s.sql));
    expect(inserts).toHaveLength(2);
  });

  it('what one of them can not do is not refused to the others', async () => {
    const { knex, store } = await start();
    const added = await Promise.allSettled([
      store.add(delivery('a')),
      store.add(delivery('b', { instance: null as unknown as string })),
      store.add(delivery('c')),
    ]);
    expect(added.map(a => a.status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    const rows = await knex('deliveries').orderBy('key').select('key');
    expect(rows).toEqual([{ key: 'a' }, { key: 'c' }]);
  });

  it('one that fails alone does not keep the next from being stored', async () => {
    const { store } = await start();
    const wrong = delivery('a', { instance: null as unknown as string });
    await expect(store.add(wrong)).rejects.toMatchObject({
      message: expect.stringMatching(/null/i),
    });
    expect(await store.add(delivery('a'))).toMatchObject({ isNew: true });
  });

  it('what the database says of it reaches the caller', async () => {
    const { knex, store } = await start();
    await knex.destroy();
    const both = await Promise.allSettled([
      store.add(delivery('a')),
      store.add(delivery('b')),
    ]);
    const alone = await store.add(delivery('a')).catch(error => error);
    for (const each of both) {
      expect((each as PromiseRejectedResult).reason.message).toBe(
        alone.message,
      );
    }
  });
});
