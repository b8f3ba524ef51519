import { ConfigReader } from '@backstage/config';
import knexFactory, { type Knex } from 'knex';
import { afterHistory } from './demoNotificationsFactory';
import { openDemoClock, readMonths } from './demoClockFactory';
import { StoryBook } from './StoryBook';

const DAY = 86_400_000;

describe('the clock of the demo', () => {
  let knex: Knex;
  const open = (demo: object = {}) =>
    openDemoClock(new ConfigReader({ demo }), knex);

  beforeEach(() => {
    knex = knexFactory({
      client: 'better-sqlite3',
      connection: ':memory:',
      useNullAsDefault: true,
    });
  });
  afterEach(() => knex.destroy());

  const addRecord = async () => {
    await knex.schema.createTable('records', table => table.string('id'));
    await knex('records').insert({ id: 'a' });
  };

  it('begins a year ago in an empty portal, moves forward only and is real in the end', async () => {
    const clock = await open();
    const began = clock.now();
    expect(began).toBeLessThan(Date.now() - 364 * DAY);
    clock.moveTo(began + DAY);
    clock.moveTo(began);
    expect(clock.now()).toBe(began + DAY);
    expect(clock.isReal).toBe(false);
    clock.beReal();
    clock.moveTo(began + 2 * DAY);
    expect(clock.isReal).toBe(true);
    expect(clock.now()).toBeGreaterThan(began + 300 * DAY);
  });

  it.each([{ records: false }, { history: 0 }])(
    'is real at once with %j',
    async demo => {
      expect((await open(demo)).isReal).toBe(true);
    },
  );

  it('is real at once where somebody else’s records are', async () => {
    await addRecord();
    expect((await open()).isReal).toBe(true);
  });

  it('goes on where telling was stopped', async () => {
    const { book } = await open();
    await book.save({ began: 5, months: 12, at: 7, step: 3 });
    await addRecord();
    const again = await open();
    expect(again.now()).toBe(7);
    expect(again.book.progress).toMatchObject({ began: 5, step: 3 });
    await again.book.save({ storiesBegan: 9 });
    expect((await open()).isReal).toBe(true);
    expect((await open()).book.isUnfinished).toBe(true);
    await again.book.save({ isDone: true });
    expect((await StoryBook.open(knex)).isUnfinished).toBe(false);
  });

  it('refuses what is no number of months', () => {
    const read = (history: number) =>
      readMonths(new ConfigReader({ demo: { history } }));
    expect(read(3)).toBe(3);
    for (const wrong of [13, -1, 1.5]) {
      expect(() => read(wrong)).toThrow(/demo\.history/);
    }
  });

  it('lets nobody be told of the past', async () => {
    const sent: unknown[] = [];
    const clock = await open();
    const service = afterHistory(
      { send: async options => void sent.push(options) },
      clock,
    );
    const notice = {
      recipients: { type: 'entity' as const, entityRef: 'user:default/rita' },
      payload: { title: 'INC-000001' },
    };
    await service.send(notice);
    expect(sent).toEqual([]);
    clock.beReal();
    await service.send(notice);
    expect(sent).toEqual([notice]);
  });
});
