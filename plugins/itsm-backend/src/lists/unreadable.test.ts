import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

/** Ways in which a row of `records` is broken: by hand, by a restore, by a lost disk. */
const BROKEN: [string, object][] = [
  ['JSON that ends too early', { data: '{' }],
  ['JSON that is no object', { data: 'null' }],
  ['no instant where one is expected', { data: '{"majorSince":"soon"}' }],
  ['a state that its kind does not have', { state: 'melted' }],
  ['the name of a method as its state', { state: 'toString' }],
];

describe.each(databaseIds)('a broken row, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  const logger = mockServices.logger.mock();
  logger.child.mockReturnValue(logger);
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({
      knex,
      features: [mockServices.rootLogger.factory(), loggerOf(logger)],
    });
  });
  afterAll(() => itsm?.stop());

  const get = (path: string) => itsm.call('eddie', 'get', `/v1${path}`);
  const open = async (input: object = {}) =>
    (
      await itsm
        .call('eddie', 'post', '/v1/incidents')
        .send({ ...CHECKOUT_DOWN, ...input })
        .expect(201)
    ).body.number as string;

  it.each(BROKEN)('with %s is one line of a list', async (_, broken) => {
    const [before, bad, after] = [await open(), await open(), await open()];
    await itsm
      .call('eddie', 'post', `/v1/incidents/${before}/links`)
      .send({ target: 'record', ref: bad, role: 'relatedTo' })
      .expect(200);
    await knex('records').where({ number: bad }).update(broken);

    const { body } = await get(
      '/records?state=all&count=true&limit=3&actions=true',
    );
    expect(body.items.map((item: any) => item.number)).toEqual([
      after,
      bad,
      before,
    ]);
    expect(body.items[1]).toMatchObject({
      state: 'unreadable',
      title: CHECKOUT_DOWN.title,
      fields: {},
      actions: [],
    });
    expect(body.count.value).toBeGreaterThanOrEqual(3);
    await get('/my-work').expect(200);
    const csv = await get('/incidents.csv?state=all').expect(200);
    expect(csv.text).toContain(bad);
    expect(csv.text).toContain(before);

    const page = await get(`/incidents/${bad}`).expect(500);
    expect(page.body.error).toMatchObject({
      code: 'unreadable_record',
      params: { number: bad },
    });
    await get(`/incidents/${before}`).expect(200);
    const numbers = `${before},${bad},${after}`;
    await get(`/incidents/common-actions?numbers=${numbers}`).expect(200);
    await itsm
      .call('eddie', 'post', `/v1/incidents/${before}/comments`)
      .send({ text: 'Goes on' })
      .expect(201);
    await itsm
      .call('eddie', 'post', `/v1/incidents/${bad}/comments`)
      .send({ text: 'Does not' })
      .expect(500);

    await get('/records?state=all');
    const told = logger.error.mock.calls.filter(([text]) =>
      String(text).includes(bad),
    );
    expect(told).toHaveLength(1);
  });

  it('of a timeline is one line of it', async () => {
    const number = await open();
    const path = `/v1/incidents/${number}`;
    const { body } = await itsm
      .call('eddie', 'post', `${path}/comments`)
      .send({ text: 'Soon broken' })
      .expect(201);
    const [{ id: entry }] = body.timeline.items;
    await knex('entries').where({ id: entry }).update({ content: '{' });
    const seen = await get(`/incidents/${number}`).expect(200);
    expect(seen.body.timeline.items[0]).toMatchObject({
      unreadable: true,
      actor: null,
      body: {},
    });
    expect(seen.body.timeline.items[0].erased).toBeUndefined();
    await itsm
      .call('eddie', 'patch', path)
      .set('if-match', `"${seen.body.version}"`)
      .send({ title: 'Still edited' })
      .expect(200);
    const { body: verdict } = await itsm
      .call('adam', 'post', '/v1/audit/verify')
      .send({ number })
      .expect(200);
    expect(verdict.findings).toEqual([
      expect.objectContaining({ fault: 'edited' }),
    ]);
  });

  it('holds up neither outlets nor timers nor the facts of entities', async () => {
    const [bad, good] = [await open(), await open()];
    await itsm.settle();
    await knex('records').where({ number: bad }).update({ data: '{' });
    itsm.events.length = 0;
    for (const number of [bad, good]) {
      const entry = await knex('entries')
        .join('records', 'records.id', 'entries.record_id')
        .where({ number })
        .first('entries.id as entry_id', 'record_id', 'entries.seq as seq');
      await knex('reactions').insert({ ...entry, reactor: 'events' });
    }
    await itsm.settle();
    const told = JSON.stringify(itsm.events);
    expect(told).toContain(good);
    expect(told).not.toContain(bad);

    const rows = await knex('records').whereIn('number', [bad, good]);
    for (const row of rows) {
      await knex('timers').insert({
        record_id: row.id,
        name: 'broken',
        action: 'acknowledge',
        input: '{',
        due_at: 1,
        attempts: 0,
      });
    }
    await knex('entity_facts').update({ principals_stale: 1 });
    await itsm.run('itsm-timers');
    await itsm.run('itsm-entity-facts');
    const stale = await knex('entity_facts').where({ principals_stale: 1 });
    expect(stale).toEqual([]);
    const waiting = await knex('timers').where({ name: 'broken' });
    expect(waiting.map(({ attempts }) => attempts)).toEqual([1, 1]);
    await knex('entity_facts').update({ owners: '{' });
    await open();
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'user:default/eddie' })
      .expect(200);
  });
});

/** The plugin's logger, to be asked what it was told. */
function loggerOf(logger: any) {
  return createServiceFactory({
    service: coreServices.logger,
    deps: {},
    factory: () => logger,
  });
}
