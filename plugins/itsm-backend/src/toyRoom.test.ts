import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { incident as incidentKind } from 'backstage-plugin-itsm-common';
import { itsmKindsExtensionPoint } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { databaseIds } from './__testUtils__/databases';
import { decide } from './__testUtils__/policy';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';
import { RUNS_MS } from './__testUtils__/toyRoom/toyOperations';
import { toyRoom } from './__testUtils__/toyRoom/toyRoom';
import { createToysTable } from './__testUtils__/toyRoom/toysTable';
import { definitionsRoom } from './definitions/definitionsRoom';
import { ROOMS } from './rooms';

const PLAYERS_ONLY = {
  result: 'CONDITIONAL',
  pluginId: 'itsm',
  resourceType: 'itsm-record',
  conditions: {
    resourceType: 'itsm-record',
    rule: 'IS_PLAYER',
    params: { refs: ['user:default/stan'] },
  },
};

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('a room that is a folder and a line, %s', id => {
  let knex: Knex;
  let itsm: TestItsm;
  beforeAll(async () => {
    knex = await databases.init(id);
    await createToysTable(knex);
    itsm = await startItsm({
      knex,
      rooms: ROOMS.flatMap(room =>
        room === definitionsRoom ? [toyRoom, room] : [room],
      ),
      // Stan sees what he plays with and nothing else
      decide: (person, permission) =>
        person === 'stan' && permission.endsWith('.read')
          ? PLAYERS_ONLY
          : decide(person, permission),
    });
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

  it('writes a verb of its own, of which those in a role of its own are notified', async () => {
    const number = await incident();
    const told = () =>
      itsm.sent.filter(
        ({ recipients: { entityRef }, payload: { link } }) =>
          entityRef.includes('user:default/stan') && link.includes(number),
      );
    await wind('adam', number, { turns: 3, player: 'user:default/olivia' });
    await itsm.settle();
    expect(told()).toEqual([]);
    await wind('adam', number, { turns: 3, player: 'user:default/stan' });
    await itsm.settle();
    expect(told()).toHaveLength(1);
    const { body } = await itsm.call('adam', 'get', `/v1/records/${number}`);
    expect(body.timeline.items[0]).toMatchObject({
      verb: 'wound_up',
      body: { turns: 3 },
    });
    expect(itsm.events.map(({ eventPayload }) => eventPayload.type)).toContain(
      'itsm.incident.wound_up',
    );
  });

  it('lets in those who hold its role, by its rule, as long as they hold it', async () => {
    const number = await incident();
    const asStan = async () => {
      const one = await itsm.call('stan', 'get', `/v1/records/${number}`);
      const list = await itsm.call('stan', 'get', '/v1/incidents');
      const found = list.body.items.map((each: any) => each.number);
      return [one.status, found.includes(number)];
    };
    expect(await asStan()).toEqual([404, false]);
    await wind('adam', number, { turns: 3, player: 'user:default/stan' });
    expect(await asStan()).toEqual([200, true]);
    // What else is written leaves the role alone
    await itsm
      .call('adam', 'post', `/v1/incidents/${number}/comments`)
      .send({ text: 'Nice toy', audience: 'public' })
      .expect(201);
    expect(await asStan()).toEqual([200, true]);
    await wind('adam', number, { turns: 3, player: 'user:default/olivia' });
    expect(await asStan()).toEqual([404, false]);
  });

  it('goes by the definitions of its own type that are in force', async () => {
    const number = await incident();
    const root = '/v1/definitions/toy-limits';
    const spec = { when: { 'record.kind': 'incident' }, turns: 2 };
    const { body: preview } = await itsm
      .call('adam', 'post', `${root}/preview`)
      .send({ spec })
      .expect(200);
    expect(preview).toMatchObject({
      matches: expect.arrayContaining([
        expect.objectContaining({ kind: 'record', ref: number }),
      ]),
      explanation: [{ code: 'toy_limit_turns', params: { turns: 2 } }],
    });
    const { body: draft } = await itsm
      .call('adam', 'post', root)
      .send({ name: 'gently', spec })
      .expect(201);
    await wind('adam', number, { turns: 3 }).expect(200);
    const activated = await itsm
      .call('adam', 'post', `${root}/${draft.id}/actions/activate`)
      .set('if-match', String(draft.version))
      .send({})
      .expect(200);
    const refused = await wind('adam', number, { turns: 3 });
    expect([refused.status, refused.body.error]).toMatchObject([
      409,
      { code: 'toy_limit', params: { turns: 2 } },
    ]);
    await wind('adam', number, { turns: 2 }).expect(200);
    await itsm
      .call('adam', 'post', `${root}/${draft.id}/actions/retire`)
      .set('if-match', String(activated.body.version))
      .send({})
      .expect(200);
    await wind('adam', number, { turns: 3 }).expect(200);
    expect(
      (await itsm.call('stan', 'post', root).send({ name: 'no', spec })).status,
    ).toBe(403);
  });
});

describe('a room that nobody would hear', () => {
  it('has its entries taken back when nobody has declared their verb', async () => {
    const knex = await databases.init(databaseIds[0]);
    await createToysTable(knex);
    const silent = (house: Parameters<typeof toyRoom>[0]) => ({
      ...toyRoom(house),
      verbs: [],
      definitions: [],
    });
    const itsm = await startItsm({ knex, rooms: [...ROOMS, silent] });
    await itsm
      .call('adam', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    const wound = await itsm
      .call('adam', 'post', '/v1/toys/INC-000001/wind')
      .send({ turns: 3 });
    expect(wound.status).toBe(500);
    expect(await knex('entries').where({ verb: 'wound_up' })).toEqual([]);
    await itsm.stop();
  });

  it.each([
    ['victim', 201, 1],
    ['vicitm', 500, 0],
  ])(
    'has nobody in a role that nobody has declared: %s',
    async (role, status, held) => {
      const knex = await databases.init(databaseIds[0]);
      const mishaps = createBackendModule({
        pluginId: 'itsm',
        moduleId: 'mishaps',
        register(env) {
          env.registerInit({
            deps: { kinds: itsmKindsExtensionPoint },
            init: async ({ kinds }) =>
              kinds.addKind({
                ...incidentKind,
                name: 'mishap',
                plural: 'mishaps',
                prefix: 'MIS',
                principals: ({ requester }) => [{ role, ref: requester }],
                principalRoles: [{ name: 'victim' }],
              }),
          });
        },
      });
      const itsm = await startItsm({ knex, features: [mishaps] });
      const opened = await itsm
        .call('adam', 'post', '/v1/mishaps')
        .send(CHECKOUT_DOWN);
      expect(opened.status).toBe(status);
      expect(await knex('principals').where({ role })).toHaveLength(held);
      await itsm.stop();
    },
  );

  it('stops the start when its definitions come after their room', async () => {
    const knex = await databases.init(databaseIds[0]);
    await expect(
      startItsm({ knex, rooms: [...ROOMS, toyRoom] }),
    ).rejects.toThrow(
      /The room 'toys' brings definitions after their room was made\. Move its line in rooms\.ts above definitionsRoom\./,
    );
  });
});
