import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from './__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';
import { RUNS_MS } from './__testUtils__/toyRoom/toyOperations';
import { toyRoom } from './__testUtils__/toyRoom/toyRoom';
import { createToysTable } from './__testUtils__/toyRoom/toysTable';
import { ROOMS } from './rooms';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('a room that is a folder and a line, %s', id => {
  let knex: Knex;
  let itsm: TestItsm;
  beforeAll(async () => {
    knex = await databases.init(id);
    await createToysTable(knex);
    itsm = await startItsm({ knex, rooms: [...ROOMS, toyRoom] });
  });
  afterAll(() => itsm?.stop());

  const incident = async () =>
    (await itsm.call('rita', 'post', '/v1/incidents').send(CHECKOUT_DOWN)).body
      .number as string;
  const wind = (
    person: 'adam' | 'eddie',
    number: string,
    body: object = { turns: 3 },
  ) => itsm.call(person, 'post', `/v1/toys/${number}/wind`).send(body);
  const toyOf = (number: string) =>
    knex('toys')
      .join('records', 'records.id', 'toys.record_id')
      .where({ number })
      .first('entries', 'heard', 'unwound', 'dusted');
  const entriesOf = (number: string) =>
    knex('entries')
      .join('records', 'records.id', 'entries.record_id')
      .where({ number });
  const timersOf = (number: string) =>
    knex('timers')
      .join('records', 'records.id', 'timers.record_id')
      .where({ number, name: 'toy' });

  it('answers its operation to those who have its permission, and describes it', async () => {
    const number = await incident();
    const wound = await wind('adam', number);
    expect([wound.status, wound.body]).toEqual([200, { number }]);
    const denied = await wind('eddie', number);
    expect([denied.status, denied.body.error.message]).toEqual([
      403,
      'You need the permission itsm.toy.wind to do this.',
    ]);
    expect((await wind('adam', number, { turns: 0 })).status).toBe(400);
    expect((await wind('adam', 'INC-999999')).status).toBe(404);
    const { body: document } = await itsm.call(
      undefined,
      'get',
      '/openapi.json',
    );
    expect(document.paths['/v1/toys/{number}/wind'].post).toMatchObject({
      'x-permission': 'itsm.toy.wind',
    });
    expect(itsm.audited).toContainEqual(['record-write', 'wind-toy', 'ok']);
  });

  it('commits its rows with the record, or neither', async () => {
    const number = await incident();
    const counted = async () => {
      const entries = await entriesOf(number);
      expect((await toyOf(number)).entries).toBe(entries.length);
      return entries.length;
    };
    const before = await counted();
    const broken = await wind('adam', number, { turns: 11 });
    expect([broken.status, broken.body.error.code]).toEqual([
      409,
      'spring_broke',
    ]);
    expect(await counted()).toBe(before);
    expect(await timersOf(number)).toEqual([]);
    await wind('adam', number).expect(200);
    expect(await counted()).toBe(before + 1);
    expect(await timersOf(number)).toHaveLength(1);
  });

  it('takes the record back when its own rows can not be written', async () => {
    const [before] = await knex('records').count({ count: '*' });
    await knex.schema.renameTable('toys', 'toys_elsewhere');
    const refused = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    await knex.schema.renameTable('toys_elsewhere', 'toys');
    expect(refused.status).toBe(500);
    expect(await knex('records').count({ count: '*' })).toEqual([before]);
  });

  it('hears what was committed', async () => {
    const number = await incident();
    await itsm.settle();
    expect(await toyOf(number)).toMatchObject({ heard: 1 });
  });

  it('handles its timer once, when it is due', async () => {
    const number = await incident();
    await wind('adam', number).expect(200);
    const unwound = async () => {
      await itsm.run('itsm-timers');
      return (await toyOf(number)).unwound;
    };
    itsm.clock.at += RUNS_MS - 1;
    expect(await unwound()).toBe(0);
    itsm.clock.at += 1;
    expect(await unwound()).toBe(1);
    itsm.clock.at += RUNS_MS;
    expect(await unwound()).toBe(1);
    expect(await timersOf(number)).toEqual([]);
  });

  it('has its task run by the clock', async () => {
    const number = await incident();
    await itsm.run('itsm-toys-dust');
    expect(await toyOf(number)).toMatchObject({ dusted: 1 });
  });
});
