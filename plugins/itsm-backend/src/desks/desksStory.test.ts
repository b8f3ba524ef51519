import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

/** Chen works the desk IT, stan the desk HR; olivia and eddie own checkout. */
const DESKS = {
  it: { groups: ['change-managers'] },
  hr: {
    title: 'People',
    titles: { de: 'Personal' },
    groups: ['team-search'],
    confidential: true,
  },
};
const TEAM = 'group:default/team-search';
const SECRET = 'Walrus wants more money';

describe.each(databaseIds)('desks, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex, itsm: { desks: DESKS } });
  });
  afterAll(() => itsm?.stop());

  const { open, view } = storyOf(() => itsm);
  const seen = async (who: Person, number: string) =>
    (await itsm.call(who, 'get', `/v1/records/${number}`)).status;
  const listed = async (who: Person, query: string): Promise<string[]> =>
    (
      await itsm.call(who, 'get', `/v1/records?${query}`).expect(200)
    ).body.items.map(({ number }: any) => number);
  const edit = async (who: Person, number: string, body: object) => {
    const { version } = await view(number, 'adam');
    const plural = number.startsWith('INC') ? 'incidents' : 'requests';
    return itsm
      .call(who, 'patch', `/v1/${plural}/${number}`)
      .set('if-match', String(version))
      .send(body);
  };
  const askHr = () =>
    open('rita', 'requests', {
      title: SECRET,
      desk: 'hr',
      entities: ['checkout'],
    });
  const refusal = ({ status, body }: any) => [status, body.error?.code];

  it('are told to pages, the default one first', async () => {
    const { body } = await itsm.call('rita', 'get', '/v1/settings').expect(200);
    expect(body.desks).toEqual([
      { name: 'it', title: 'IT', titles: {}, confidential: false },
      {
        name: 'hr',
        title: 'People',
        titles: { de: 'Personal' },
        confidential: true,
      },
    ]);
  });

  it('get records by choice, with numbers of one sequence, and their group works on them', async () => {
    const numbers = [];
    for (const desk of ['it', 'hr', undefined]) {
      const number = await open('rita', 'requests', { title: 'A chair', desk });
      numbers.push(Number(number.slice(4)));
      const record = await view(number, 'adam');
      const isHr = desk === 'hr';
      expect(record).toMatchObject({
        desk: desk ?? 'it',
        restricted: isHr,
        assignmentGroup: isHr ? TEAM : 'group:default/change-managers',
      });
    }
    const [first] = numbers;
    expect(numbers).toEqual([first, first + 1, first + 2]);
  });

  it('are refused by name where there is none, with those that there are', async () => {
    const known = { desk: 'legal', known: ['it', 'hr'] };
    const number = await open('rita', 'requests', { title: 'A table' });
    for (const answer of [
      await itsm
        .call('rita', 'post', '/v1/requests')
        .send({ title: 'A lawyer', desk: 'legal' }),
      await edit('adam', number, { desk: 'legal' }),
      await itsm.call('adam', 'get', '/v1/records?desk=legal'),
    ]) {
      expect(refusal(answer)).toEqual([400, 'unknown_desk']);
      expect(answer.body.error.params).toEqual(known);
      expect(answer.body.error.message).toContain('it, hr');
    }
  });

  it('that are confidential show their records to their own people and the requester, whoever owns what they affect', async () => {
    const number = await askHr();
    const readers: Person[] = ['rita', 'stan', 'adam'];
    for (const who of [
      'rita',
      'eddie',
      'olivia',
      'chen',
      'stan',
      'adam',
    ] as const) {
      const isReader = readers.includes(who);
      expect([who, await seen(who, number)]).toEqual([
        who,
        isReader ? 200 : 404,
      ]);
      for (const query of ['desk=hr', 'entity=checkout', 'q=walrus']) {
        const found = await listed(who, `${query}&state=all&limit=100`);
        expect([who, query, found.includes(number)]).toEqual([
          who,
          query,
          isReader,
        ]);
      }
    }
    const roles = await knex('principals')
      .join('records', 'records.id', 'principals.record_id')
      .where({ number, role: 'owner' });
    expect(roles).toEqual([]);
  });

  it('that are confidential tell nobody else, by no notice, event or signal', async () => {
    await itsm.settle();
    for (const list of [itsm.sent, itsm.events, itsm.signals]) list.length = 0;
    const watched = await itsm
      .call('eddie', 'get', '/v1/records?entity=checkout')
      .expect(200);
    const number = await askHr();
    await itsm
      .call('rita', 'post', `/v1/requests/${number}/comments`)
      .send({ text: `${SECRET}: <@user:default/eddie> is told nothing` })
      .expect(201);
    await itsm.settle();
    expect(JSON.stringify([itsm.sent, itsm.events])).not.toContain(SECRET);
    const told = itsm.sent.flatMap(({ recipients }) => recipients.entityRef);
    expect(new Set(told.flat())).toEqual(new Set([TEAM, 'user:default/rita']));
    const channels = itsm.signals.map(({ channel }) => channel);
    for (const channel of watched.body.signalChannels) {
      expect(channels).not.toContain(channel);
    }
  });

  it('that are confidential keep their records restricted', async () => {
    const number = await askHr();
    expect(refusal(await edit('stan', number, { restricted: false }))).toEqual([
      409,
      'desk_is_confidential',
    ]);
    const born = await open('rita', 'requests', {
      title: 'Openly',
      desk: 'hr',
      restricted: false,
    });
    expect(await view(born, 'stan')).toMatchObject({ restricted: true });
  });

  it('hand records over: to the group there, with the requester, and restricted', async () => {
    const number = await open('rita', 'incidents', CHECKOUT_DOWN);
    const moved = await edit('eddie', number, {
      desk: 'hr',
      restricted: false,
    });
    // A receipt: whoever gave it away can't read it any more
    expect([moved.status, moved.body.timeline.items]).toEqual([200, []]);
    const [eddie, rita, stan] = await Promise.all(
      (['eddie', 'rita', 'stan'] as const).map(who => seen(who, number)),
    );
    expect([eddie, rita, stan]).toEqual([404, 200, 200]);
    const record = await view(number, 'stan');
    expect(record).toMatchObject({
      desk: 'hr',
      restricted: true,
      assignmentGroup: TEAM,
      assignee: null,
    });
    const edited = record.timeline.items.find((e: any) => e.verb === 'edited');
    expect(edited.body.fields).toMatchObject({
      desk: ['it', 'hr'],
      restricted: [false, true],
    });
    const assigned = record.timeline.items.find(
      (e: any) => e.verb === 'assigned',
    );
    expect(assigned.body).toEqual({
      assignmentGroup: ['group:default/team-checkout', TEAM],
    });
    const told = itsm.sent.filter(
      ({ payload }) =>
        payload.link?.includes(number) && payload.title === number,
    );
    expect(told.flatMap(({ recipients }) => recipients.entityRef)).toContain(
      TEAM,
    );
    expect(await listed('stan', 'desk=hr&limit=100')).toContain(number);
    expect(await listed('adam', 'desk=it&limit=100')).not.toContain(number);
  });

  it.each([
    ['incidents', CHECKOUT_DOWN],
    ['requests', { title: 'More memory' }],
    ['problems', { title: 'Slow' }],
    ['articles', { title: 'How to', description: 'So' }],
    [
      'changes',
      { title: 'Bigger pool', type: 'normal', environment: 'production' },
    ],
  ])('take %s from one another', async (plural, input) => {
    const number = await open('adam', plural, {
      entities: ['checkout'],
      ...input,
    });
    const { version } = await view(number, 'adam');
    await itsm
      .call('adam', 'patch', `/v1/${plural}/${number}`)
      .set('if-match', String(version))
      .send({ desk: 'hr' })
      .expect(200);
    expect(await view(number, 'adam')).toMatchObject({
      desk: 'hr',
      restricted: true,
      assignmentGroup: TEAM,
    });
    expect(await seen('chen', number)).toBe(404);
  });

  it('that are confidential let a record go only by somebody who may edit at both', async () => {
    const number = await askHr();
    for (const body of [{ desk: 'it' }, { desk: 'it', restricted: false }]) {
      expect(refusal(await edit('stan', number, body))).toEqual([
        403,
        'not_permitted',
      ]);
    }
    const { version } = await view(number, 'stan');
    const { body: bulk } = await itsm
      .call('stan', 'post', '/v1/requests/bulk')
      .send({ records: [{ number, version }], edit: { desk: 'it' } });
    expect(JSON.stringify(bulk)).toContain('not_permitted');
    expect((await edit('adam', number, { desk: 'it' })).status).toBe(200);
    expect(await view(number, 'adam')).toMatchObject({
      desk: 'it',
      restricted: true,
      assignmentGroup: 'group:default/change-managers',
    });
    expect(await seen('stan', number)).toBe(404);
  });

  it('let those who work them act on what is theirs, but for what is restricted at an open desk', async () => {
    const number = await open('eddie', 'incidents', CHECKOUT_DOWN);
    const hidden = await open('eddie', 'incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
    });
    const { body } = await itsm.call('chen', 'get', `/v1/records/${number}`);
    expect(body.actions.map(({ name }: any) => name)).toContain('start');
    expect(await seen('chen', hidden)).toBe(404);
  });

  it('are a column of files', async () => {
    const number = await askHr();
    const { text } = await itsm
      .call('stan', 'get', '/v1/requests.csv?desk=hr&columns=number,desk')
      .expect(200);
    expect(text).toContain(`${number},hr`);
    expect(text).not.toContain(',it');
  });
});

describe.each(databaseIds)('desks in the configuration, %s', id => {
  it('stay while they have records, and restrict what they have when they become confidential', async () => {
    const knex = await databases.init(id);
    const start = (desks: object) => startItsm({ knex, itsm: { desks } });
    let itsm = await start({ it: {}, hr: {} });
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, desk: 'hr' })
      .expect(201);
    const seen = async () =>
      (await itsm.call('chen', 'get', `/v1/records/${body.number}`)).status;
    expect(await seen()).toBe(200);
    await itsm.stop();
    await expect(start({ it: {} })).rejects.toThrow(
      /itsm\.desks: there are records of the desk 'hr'/,
    );
    itsm = await start({ it: {}, hr: DESKS.hr });
    await itsm.run('itsm-restrict-desks');
    expect(await seen()).toBe(404);
    const { body: record } = await itsm
      .call('stan', 'get', `/v1/records/${body.number}`)
      .expect(200);
    expect(record).toMatchObject({ restricted: true });
    await itsm.stop();
  });
});
