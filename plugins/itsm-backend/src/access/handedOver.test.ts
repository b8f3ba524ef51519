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

/** What engineers open themselves, by its plural. */
const OPENED: Record<string, object> = {
  incidents: CHECKOUT_DOWN,
  requests: { title: 'More memory', entities: ['checkout'] },
  changes: {
    title: 'Bigger pool',
    entities: ['checkout'],
    type: 'normal',
    environment: 'production',
    revision: '1a2b3c4',
  },
  problems: {
    title: 'Slow',
    impact: 'low',
    urgency: 'low',
    entities: ['checkout'],
  },
  tasks: { title: 'Look', entities: ['checkout'] },
  articles: { title: 'How to', description: 'So', entities: ['checkout'] },
};

describe.each(databaseIds)('who reads on, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act } = storyOf(() => itsm);
  const seen = async (who: Person, number: string) =>
    (await itsm.call(who, 'get', `/v1/records/${number}`)).status;
  const listed = async (who: Person, query = '') =>
    (
      await itsm.call(who, 'get', `/v1/records?limit=100${query}`).expect(200)
    ).body.items.map(({ number }: any) => number);
  const watch = (who: Person, number: string) =>
    itsm.call(who, 'put', `/v1/incidents/${number}/watch`).expect(200);

  it.each(Object.keys(OPENED))(
    'a requester of %s cannot hand it over and read the notes about it',
    async plural => {
      const parent =
        plural === 'tasks' && (await open('eddie', 'incidents', CHECKOUT_DOWN));
      const number = await open('eddie', plural, {
        ...OPENED[plural],
        ...(parent && { parent }),
      });
      const { version } = await view(number, 'eddie');
      const hand = (who: Person, path: string, body: object) =>
        itsm
          .call(who, path.endsWith('bulk') ? 'post' : 'patch', path)
          .set('if-match', String(version))
          .send(body);
      const one = await hand('eddie', `/v1/${plural}/${number}`, {
        requester: 'rita',
      });
      expect([one.status, one.body.error?.code]).toEqual([
        409,
        'requester_is_handed_over_by_others',
      ]);
      const many = await hand('eddie', `/v1/${plural}/bulk`, {
        records: [{ number, version }],
        edit: { requester: 'rita' },
      });
      expect(many.body.results).toMatchObject([
        { number, refused: { code: 'requester_is_handed_over_by_others' } },
      ]);
      // To say the same is no hand over, and a colleague may do it
      await hand('eddie', `/v1/${plural}/${number}`, {
        requester: 'eddie',
      }).expect(200);
      const others = await itsm
        .call('olivia', 'patch', `/v1/${plural}/${number}`)
        .set('if-match', String((await view(number, 'olivia')).version))
        .send({ requester: 'rita' });
      expect(others.body.requester).toBe('user:default/rita');
    },
  );

  it('a watcher of a restricted record stops reading it with the last other role', async () => {
    const number = await open('adam', 'incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
    });
    await act(number, 'assign', { assignee: 'stan' }, 'adam');
    await watch('stan', number);
    expect(await seen('stan', number)).toBe(200);
    await act(number, 'assign', { assignee: 'eddie' }, 'adam');
    expect(await seen('stan', number)).toBe(404);
    expect(await listed('stan')).not.toContain(number);
    // Nor is stan told of it, or a watcher again without asking
    itsm.sent.length = 0;
    await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/comments`)
      .send({ text: 'x' })
      .expect(201);
    await itsm.settle();
    expect(JSON.stringify(itsm.sent)).not.toContain('stan');
    await act(number, 'assign', { assignee: 'stan' }, 'adam');
    const { body } = await itsm.call('stan', 'get', `/v1/records/${number}`);
    expect(body.watching).toBe(false);
  });

  it('that holds for the last role of a group too', async () => {
    const number = await open('adam', 'incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
      assignmentGroup: 'team-search',
    });
    await watch('stan', number);
    await watch('eddie', number);
    await act(number, 'assign', { assignmentGroup: 'sales' }, 'adam');
    expect(await seen('stan', number)).toBe(404);
    expect(await listed('stan')).not.toContain(number);
    expect(await seen('eddie', number)).toBe(200);
  });

  it('watching alone shows nothing that is restricted, however the row came to be', async () => {
    const number = await open('adam', 'incidents', {
      ...CHECKOUT_DOWN,
      restricted: true,
    });
    const { body } = await itsm.call('adam', 'get', `/v1/records/${number}`);
    expect(body.restricted).toBe(true);
    for (const who of ['rita', 'stan'] as const) {
      const record = await knex('records').where({ number }).first();
      await knex('principals').insert({
        record_id: record.id,
        role: 'watcher',
        ref: `user:default/${who}`,
        kind: 'incident',
        is_open: 1,
        restricted: 1,
      });
      expect(await seen(who, number)).toBe(404);
      expect(await listed(who)).not.toContain(number);
      expect(await listed(who, '&q=checkout')).not.toContain(number);
      expect(await listed(who, '&entity=checkout')).not.toContain(number);
    }
  });

  it('watchers of what is not restricted read on', async () => {
    const number = await open('adam', 'incidents', CHECKOUT_DOWN);
    await act(number, 'assign', { assignee: 'stan' }, 'adam');
    await watch('stan', number);
    await act(number, 'assign', { assignee: 'eddie' }, 'adam');
    const { body } = await itsm.call('stan', 'get', `/v1/records/${number}`);
    expect(body.watching).toBe(true);
  });
});
