import { TestDatabases } from '@backstage/backend-test-utils';
import type { CommittedEntry } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { recipientsOf } from '../reactors/notificationsReactor';

const databases = TestDatabases.create({ ids: databaseIds });
const at = (name: string) => `<@user:default/${name}>`;
const ref = (name: string) => `user:default/${name}`;
/** Nobody has taken the records of these tests: what is said is said to their group. */
const TEAM = 'group:default/team-checkout';

/** What a test does, whoever may be told by the installation. */
function actions(itsm: () => TestItsm) {
  const open = async (input: object = {}, by: Person = 'rita') =>
    (
      await itsm()
        .call(by, 'post', '/v1/incidents')
        .send({ ...CHECKOUT_DOWN, ...input })
        .expect(201)
    ).body;
  const say = (by: Person, number: string, text: string, audience = 'public') =>
    itsm()
      .call(by, 'post', `/v1/incidents/${number}/comments`)
      .send({ text, audience });
  /** Title and recipients of what was sent since, without the sender's own work. */
  const told = async () => {
    await itsm().settle();
    const sent = itsm().sent.splice(0);
    return sent.map(n => [n.payload.title, n.recipients.entityRef]);
  };
  const watchers = async (knex: Knex, number: string) => {
    const rows = await knex('principals')
      .join('records', 'records.id', 'principals.record_id')
      .where({ number, role: 'watcher' })
      .orderBy('ref')
      .select('ref');
    return rows.map(row => row.ref);
  };
  return { open, say, told, watchers };
}

describe.each(databaseIds)('mentions, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  const { open, say, told, watchers } = actions(() => itsm);
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({
      knex,
      itsm: { mentions: { reach: 'everybody' } },
    });
  });
  afterAll(() => itsm?.stop());
  beforeEach(() => told());

  it('in a comment: whoever may read it watches from now on, and hears that instead', async () => {
    const { number, title } = await open();
    await told();
    await say('eddie', number, `${at('Stan')} and ${at('rita')}?`).expect(201);
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, [TEAM]],
      [
        `eddie mentioned you in ${number}: ${title}`,
        [ref('stan'), ref('rita')],
      ],
    ]);
    expect(await watchers(knex, number)).toEqual([ref('rita'), ref('stan')]);
    const { body } = await itsm.call('stan', 'get', `/v1/records/${number}`);
    expect(body.watching).toBe(true);
    // Spelled in one way
    expect(body.timeline.items[0].body).toEqual({
      text: `${at('stan')} and ${at('rita')}?`,
      mentions: [ref('stan'), ref('rita')],
    });
    // The next comment finds him as a watcher
    await say('eddie', number, 'Anything new?').expect(201);
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, [TEAM, ref('rita'), ref('stan')]],
    ]);
  });

  it('in a description: on opening, and of those who are new in an edit', async () => {
    const { number, title, version } = await open({
      description: `Ask ${at('stan')}`,
    });
    const call = `rita mentioned you in ${number}: ${title}`;
    expect(await told()).toContainEqual([call, [ref('stan')]]);
    await itsm
      .call('eddie', 'patch', `/v1/incidents/${number}`)
      .set('if-match', `"${version}"`)
      .send({ description: `Ask ${at('stan')} or ${at('chen')}` })
      .expect(200);
    expect(await told()).toEqual([
      [`eddie mentioned you in ${number}: ${title}`, [ref('chen')]],
    ]);
    expect(await watchers(knex, number)).toEqual([ref('chen'), ref('stan')]);
  });

  it('in an amended comment: those whom it did not call before', async () => {
    const { number, title } = await open();
    const { body } = await say('eddie', number, at('stan')).expect(201);
    const [comment] = body.timeline.items;
    await told();
    await itsm
      .call('eddie', 'patch', `/v1/incidents/${number}/comments/${comment.id}`)
      .set('if-match', `"${comment.seq}"`)
      .send({ text: `${at('stan')} ${at('chen')}` })
      .expect(200);
    expect(await told()).toEqual([
      [`eddie mentioned you in ${number}: ${title}`, [ref('chen')]],
    ]);
  });

  it('in an internal note: only those who work on it, and never its requester', async () => {
    const { number, title } = await open();
    await told();
    const note = `${at('rita')} ${at('stan')} ${at('chen')} ${at('olivia')}`;
    const { body } = await say('eddie', number, note, 'internal').expect(201);
    expect(body.timeline.items[0].body.mentions).toEqual([ref('olivia')]);
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, ['group:default/team-checkout']],
      [`eddie mentioned you in ${number}: ${title}`, [ref('olivia')]],
    ]);
    expect(await watchers(knex, number)).toEqual([ref('olivia')]);
    // An administrator's own record: a worker by group, and yet its requester
    const own = await open({}, 'olivia');
    await told();
    await say('eddie', own.number, at('olivia'), 'internal').expect(201);
    expect((await told()).map(([notice]) => notice)).toEqual([
      `${own.number} commented: ${own.title}`,
    ]);
  });

  it('in a restricted record: only those who have a part in it, and by its number alone', async () => {
    const { number } = await open({ restricted: true });
    await told();
    const text = `${at('stan')} ${at('olivia')} <@group:default/team-search> <@group:default/team-checkout>`;
    await say('eddie', number, text).expect(201);
    expect(await told()).toEqual([
      [number, [ref('rita')]],
      [number, [ref('olivia'), 'group:default/team-checkout']],
    ]);
    expect(await watchers(knex, number)).toEqual([ref('olivia')]);
    await itsm.call('stan', 'get', `/v1/records/${number}`).expect(404);
  });

  it('of what has become restricted since are told to those who still have a part in it', () => {
    // An outlet may be late: it looks at the record as it is by then
    const mentions = [ref('stan'), ref('olivia')];
    const late = (restricted: boolean) =>
      recipientsOf({
        entry: { verb: 'commented', audience: 'public', body: { mentions } },
        isPrivate: restricted,
        record: { restricted, requester: ref('rita') },
        principals: [{ role: 'watcher', ref: ref('olivia') }],
        links: [],
      } as unknown as CommittedEntry).mentioned;
    expect(late(false)).toEqual(mentions);
    expect(late(true)).toEqual([ref('olivia')]);
  });

  it('of a group: its members hear of it, and are no watchers', async () => {
    const { number, title } = await open();
    await told();
    await say('rita', number, '<@group:default/team-search>!').expect(201);
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, [TEAM]],
      [
        `rita mentioned you in ${number}: ${title}`,
        ['group:default/team-search'],
      ],
    ]);
    expect(itsm.sent).toEqual([]);
    expect(await watchers(knex, number)).toEqual([]);
  });

  it('of oneself, of nobody whom the catalog knows, and in code call nobody', async () => {
    const { number, title } = await open();
    await told();
    const text = `${at('eddie')} ${at('ghost')} \`${at('stan')}\``;
    const { body } = await say('eddie', number, text).expect(201);
    expect(body.timeline.items[0].body).toEqual({ text });
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, [TEAM, ref('rita')]],
    ]);
  });

  it('have a limit, and what is over it writes nothing', async () => {
    const { number, timeline } = await open();
    const many = Array.from({ length: 21 }, (_, n) => at(`u${n}`)).join(' ');
    const answers = [
      await say('eddie', number, many),
      await itsm
        .call('eddie', 'patch', `/v1/incidents/${number}`)
        .set('if-match', '"1"')
        .send({ description: many }),
      await itsm
        .call('rita', 'post', '/v1/incidents')
        .send({ ...CHECKOUT_DOWN, description: many }),
    ];
    for (const { status, body } of answers) {
      expect([status, body.error.code, body.error.params]).toEqual([
        400,
        'too_many_mentions',
        { found: 21, max: 20 },
      ]);
    }
    const { body } = await itsm.call('eddie', 'get', `/v1/records/${number}`);
    expect(body.timeline.items).toHaveLength(timeline.items.length);
  });

  it('ask the catalog once, and only when there are any', async () => {
    const { number } = await open();
    itsm.catalogCalls.length = 0;
    await say('eddie', number, 'Nobody').expect(201);
    expect(itsm.catalogCalls).toEqual([]);
    await say('eddie', number, `${at('stan')} ${at('chen')} ${at('rita')}`);
    expect(itsm.catalogCalls).toEqual(['getEntitiesByRefs']);
  });

  it('are found as names, not as refs', async () => {
    const { number } = await open({
      description: 'Ask <@user:spacename/ghostwriter>',
    });
    const found = async (q: string) =>
      (
        await itsm.call('eddie', 'get', `/v1/records?state=all&q=${q}`)
      ).body.items.map((r: any) => r.number);
    expect(await found('ghostwriter')).toEqual([number]);
    expect(await found('spacename')).toEqual([]);
  });

  it('of a person are erased with the person, in texts of others too', async () => {
    const { number } = await open({ description: `Ask ${at('chen')}` });
    await say('eddie', number, `${at('chen')} knows the okapi`).expect(201);
    await itsm
      .call('adam', 'post', '/v1/erasures')
      .send({ person: 'chen' })
      .expect(200);
    for (const table of ['entries', 'records', 'principals']) {
      const dump = JSON.stringify(await knex(table).select());
      expect(dump).not.toContain(ref('chen'));
    }
    const { body } = await itsm.call('eddie', 'get', `/v1/records/${number}`);
    expect(body.description).toMatch(/^Ask <@user:~\/erased-\w+>$/);
    for (const q of ['okapi', 'chen']) {
      const found = await itsm.call('eddie', 'get', `/v1/records?q=${q}`);
      expect(found.body.items).toEqual([]);
    }
    const verdict = await itsm
      .call('adam', 'post', '/v1/audit/verify')
      .send({});
    expect(verdict.body).toMatchObject({ intact: true, findings: [] });
  });
});

describe.each(databaseIds)('mentions where not everybody reads, %s', id => {
  let itsm: TestItsm;
  const { open, say, told, watchers } = actions(() => itsm);
  afterAll(() => itsm?.stop());

  it('tell only those who have a part in the record, and let nobody in', async () => {
    const knex = await databases.init(id);
    itsm = await startItsm({ knex, itsm: { mentions: { reach: 'involved' } } });
    const { number, title } = await open({}, 'eddie');
    await told();
    await say('eddie', number, `${at('rita')} ${at('olivia')}`).expect(201);
    expect(await told()).toEqual([
      [`${number} commented: ${title}`, [TEAM]],
      [`eddie mentioned you in ${number}: ${title}`, [ref('olivia')]],
    ]);
    expect(await watchers(knex, number)).toEqual([ref('olivia')]);
    // She reads what she watches: a mention must not make her a watcher
    await itsm.call('rita', 'get', `/v1/records/${number}`).expect(404);
  });
});
