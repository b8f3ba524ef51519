import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { migrationsDirectory } from '../database/database';

const databases = TestDatabases.create({ ids: databaseIds });

/** Everybody who would read the article if it was published. */
const OUTSIDERS: Person[] = ['stan', 'chen'];
const WRITERS: Person[] = ['eddie', 'olivia', 'adam'];

describe.each(databaseIds)('drafts of articles, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  let incident: string;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({
      knex,
      itsm: { mentions: { reach: 'everybody' } },
    });
    const { body } = await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    incident = body.number;
  });
  afterAll(() => itsm?.stop());

  const act = async (
    person: Person,
    number: string,
    action: string,
    input: object = {},
  ) => {
    const path = `/v1/articles/${number}`;
    const { body } = await itsm.call('adam', 'get', path).expect(200);
    const answer = await itsm
      .call(person, 'post', `${path}/actions/${action}`)
      .set('if-match', `"${body.version}"`)
      .send(input);
    expect([action, answer.status, answer.body.error]).toEqual([
      action,
      200,
      undefined,
    ]);
    return answer.body;
  };
  const edit = async (number: string, input: object) => {
    const path = `/v1/articles/${number}`;
    const { body } = await itsm.call('eddie', 'get', path).expect(200);
    await itsm
      .call('eddie', 'patch', path)
      .set('if-match', `"${body.version}"`)
      .send(input)
      .expect(200);
  };
  /** A draft of eddie's with chen as its reviewer, linked with the incident. */
  const written = async (description: string, input: object = {}) => {
    const { body } = await itsm
      .call('eddie', 'post', '/v1/articles')
      .send({
        title: 'How to feed a narwhal',
        description,
        entities: ['checkout'],
        approvers: ['chen'],
        ...input,
      })
      .expect(201);
    await itsm
      .call('eddie', 'post', `/v1/incidents/${incident}/links`)
      .send({ role: 'resolvedWith', target: 'record', ref: body.number })
      .expect(200);
    return body.number as string;
  };
  /** Every path by which a record comes up, without what only a change of the incident itself moves. */
  const paths = (number: string) => [
    '/v1/records?state=all&count=true',
    '/v1/records?state=all&count=true&q=narwhal',
    `/v1/records?state=all&q=${number}`,
    '/v1/records?state=all&count=true&entity=checkout&sort=updated',
    '/v1/records?state=all&count=true&within=group:default/team-checkout',
    '/v1/records?state=all&count=true&near=checkout,search',
    '/v1/records?state=all&mine=true&count=true',
    '/v1/records?state=all&mine=team&count=true',
    '/v1/articles?state=all&count=true',
    '/v1/articles?state=open&entity=checkout&q=narwhal&count=true',
    '/v1/articles.csv?state=all',
    `/v1/articles/common-actions?numbers=${number}`,
    '/v1/similar?q=narwhal&near=checkout',
    '/v1/my-work',
    `/v1/articles/${number}`,
    `/v1/articles/${number}/entries`,
    `/v1/articles/${number}/links`,
    `/v1/records/${number}`,
  ];
  const answers = async (person: Person, number: string) => {
    const all: Record<string, unknown> = {};
    // The incident that the drafts are linked with was written meanwhile
    const own = `"number":"${incident}"`;
    for (const path of paths(number)) {
      const { status, text } = await itsm.call(person, 'get', path);
      all[path] = [
        status,
        text
          .split(/(?<=\}),(?=\{"number")/)
          .filter(part => !part.includes(own))
          .join(),
      ];
    }
    return all;
  };
  const applied = async (number: string, person: Person) => {
    const { body } = await itsm
      .call(
        'machine',
        'post',
        '/.well-known/backstage/permissions/apply-conditions',
      )
      .send({
        items: [
          {
            id: '1',
            resourceRef: number,
            resourceType: 'itsm-record',
            conditions: {
              anyOf: [
                {
                  not: {
                    rule: 'IS_RESTRICTED',
                    resourceType: 'itsm-record',
                    params: {},
                  },
                },
                {
                  rule: 'IS_REQUESTER',
                  resourceType: 'itsm-record',
                  params: { refs: [`user:default/${person}`] },
                },
              ],
            },
          },
        ],
      });
    return body.items[0].result;
  };
  const next = async () => {
    const [last] = (await itsm.call('adam', 'get', '/v1/articles?state=all'))
      .body.items;
    const count = last ? Number(last.number.split('-')[1]) : 0;
    return `KB-${String(count + 1).padStart(6, '0')}`;
  };

  it('come up for their writers and reviewers only', async () => {
    const before = new Map<Person, unknown>();
    const expected = await next();
    for (const person of OUTSIDERS)
      before.set(person, await answers(person, expected));
    itsm.events.length = 0;
    itsm.sent.length = 0;
    const number = await written('Ask <@user:default/stan> for its krill');
    expect(number).toBe(expected);
    for (const person of OUTSIDERS) {
      expect(await answers(person, number)).toEqual(before.get(person));
      const { text } = await itsm.call(
        person,
        'get',
        `/v1/incidents/${incident}`,
      );
      expect(text).not.toMatch(/narwhal|krill|KB-/);
    }
    for (const person of WRITERS) {
      const all = JSON.stringify(await answers(person, number));
      expect(all).toContain('krill');
      const { body } = await itsm.call(person, 'get', `/v1/articles/${number}`);
      // Nobody marked it
      expect([body.restricted, body.state]).toEqual([false, 'draft']);
    }
    expect(await applied(number, 'stan')).toBe('DENY');
    expect(await applied(number, 'eddie')).toBe('ALLOW');
    await itsm.settle();
    expect(JSON.stringify(itsm.events)).not.toMatch(/narwhal|krill/);
    expect(JSON.stringify(itsm.sent)).not.toMatch(/stan/);

    await act('eddie', number, 'request_review');
    expect(await answers('stan', number)).toEqual(before.get('stan'));
    const asked = JSON.stringify(await answers('chen', number));
    expect(asked).toContain('krill');
    await itsm.settle();
    expect(itsm.sent.map(n => n.recipients.entityRef)).toContainEqual(
      expect.arrayContaining(['user:default/chen']),
    );

    const later = new Date(itsm.clock.at + 3_600_000).toISOString();
    await act('chen', number, 'publish', { publishAt: later });
    expect(await answers('stan', number)).toEqual(before.get('stan'));
    await act('eddie', number, 'revert', { reason: 'Another krill' });
    await act('eddie', number, 'request_review');
    await act('chen', number, 'publish');
    for (const person of OUTSIDERS) {
      const all = await answers(person, number);
      for (const path of paths(number).filter(
        each => !/mine|my-work|common-actions|links$|entries$/.test(each),
      )) {
        expect([path, JSON.stringify(all[path])]).toEqual([
          path,
          expect.stringContaining(number),
        ]);
      }
      // What was said while it was a draft stays among those who read it then
      expect(JSON.stringify(all)).not.toContain('Another krill');
    }
    expect(await applied(number, 'stan')).toBe('ALLOW');
    const { text } = await itsm.call(
      'stan',
      'get',
      `/v1/incidents/${incident}`,
    );
    expect(text).toContain(number);
  });

  it('of what is published are shown to nobody else, who reads on what is published', async () => {
    const number = await written('Give it krill');
    await act('eddie', number, 'request_review');
    await act('chen', number, 'publish');
    await itsm.settle();
    itsm.events.length = 0;
    itsm.sent.length = 0;
    await itsm.call('stan', 'put', `/v1/articles/${number}/watch`).expect(200);
    await act('eddie', number, 'check_out', { title: 'The quokka' });
    await edit(number, { description: 'Give the quokka leaves' });
    await act('eddie', number, 'request_update');
    await act('chen', number, 'send_back_update', {
      reason: 'A quokka is none',
    });
    await itsm.settle();
    for (const person of [...OUTSIDERS, ...WRITERS]) {
      const all = Object.entries(await answers(person, number)).filter(
        ([, answer]) => JSON.stringify(answer).includes('quokka'),
      );
      expect(all.map(([path]) => path)).toEqual(
        WRITERS.includes(person)
          ? [
              `/v1/articles/${number}`,
              `/v1/articles/${number}/entries`,
              `/v1/records/${number}`,
            ]
          : [],
      );
      const { body } = await itsm.call(person, 'get', `/v1/articles/${number}`);
      expect(body).toMatchObject({
        title: 'How to feed a narwhal',
        description: 'Give it krill',
        state: 'published',
      });
    }
    expect(JSON.stringify(itsm.events)).not.toContain('quokka');
    expect(JSON.stringify(itsm.sent)).not.toMatch(/quokka|stan/);
    await act('eddie', number, 'request_update');
    expect(JSON.stringify(await answers('chen', number))).toContain('quokka');
    await act('chen', number, 'publish_update');
    expect(JSON.stringify(await answers('stan', number))).toContain('leaves');
  });

  it('that are restored leave, and a mark is kept when they are published', async () => {
    const number = await written('Old', { restricted: true });
    await act('eddie', number, 'request_review');
    await act('chen', number, 'publish');
    expect(
      (await itsm.call('stan', 'get', `/v1/records/${number}`)).status,
    ).toBe(404);
    const open = await written('New');
    await act('eddie', open, 'request_review');
    await act('chen', open, 'publish');
    await act('eddie', open, 'request_retirement', { reason: 'x' });
    await act('chen', open, 'retire');
    await itsm.call('stan', 'get', `/v1/records/${open}`).expect(200);
    await act('adam', open, 'restore', { reason: 'x' });
    await itsm.call('stan', 'get', `/v1/records/${open}`).expect(404);
  });

  it('of a database from before are private once it is migrated', async () => {
    const draft = await written('From before');
    const marked = await written('Marked', { restricted: true });
    await itsm.settle();
    const flags = async (number: string) => {
      const { id: record, restricted } = await knex('records')
        .where({ number })
        .first('id', 'restricted');
      const copies = await Promise.all(
        ['links', 'principals'].map(table =>
          knex(table)
            .where({ record_id: record })
            .distinct('restricted')
            .pluck('restricted'),
        ),
      );
      return [restricted, ...copies.flat()];
    };
    const o = { directory: migrationsDirectory() };
    await knex.migrate.down({
      ...o,
      name: '20261130002000_private_states.js',
    } as any);
    expect([await flags(draft), await flags(marked)]).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    await knex.migrate.up({
      ...o,
      name: '20261130002000_private_states.js',
    } as any);
    expect([await flags(draft), await flags(marked)]).toEqual([
      [1, 1, 1],
      [1, 1, 1],
    ]);
    const { body } = await itsm.call('eddie', 'get', `/v1/articles/${draft}`);
    expect(body.restricted).toBe(false);
  });
});
