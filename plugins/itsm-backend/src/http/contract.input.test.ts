import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { SOME_ID, withContract } from './__testUtils__/contract';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('what input the HTTP contract takes, %s', id => {
  const { call, knex, refused } = withContract(() => databases.init(id));

  const bad: [string, object | string, string][] = [
    ['an unknown field', { ...CHECKOUT_DOWN, colour: 'red' }, 'invalid_input'],
    [
      'a server-owned field',
      { ...CHECKOUT_DOWN, number: 'INC-000777' },
      'invalid_input',
    ],
    [
      'a server-owned state',
      { ...CHECKOUT_DOWN, state: 'closed' },
      'invalid_input',
    ],
    ['a typed priority', { ...CHECKOUT_DOWN, priority: 1 }, 'invalid_input'],
    [
      '__proto__',
      `{"__proto__":{"state":"closed"},"title":"x"}`,
      'invalid_input',
    ],
    ['a wrong type', { ...CHECKOUT_DOWN, title: { a: 1 } }, 'invalid_input'],
    ['no title', { ...CHECKOUT_DOWN, title: undefined }, 'invalid_input'],
    ['a blank title', { ...CHECKOUT_DOWN, title: '  ' }, 'invalid_input'],
    [
      'a long title',
      { ...CHECKOUT_DOWN, title: 'x'.repeat(201) },
      'invalid_input',
    ],
    ['a NUL', { ...CHECKOUT_DOWN, title: 'a\u0000b' }, 'invalid_input'],
    [
      'a lone surrogate',
      { ...CHECKOUT_DOWN, description: 'a\ud800b' },
      'invalid_input',
    ],
    [
      'an unknown impact',
      { ...CHECKOUT_DOWN, impact: 'huge' },
      'invalid_input',
    ],
    [
      'an entity that is none',
      { ...CHECKOUT_DOWN, entities: ['a:b:c/d/e'] },
      'invalid_entity_ref',
    ],
    [
      'a group that asks',
      { ...CHECKOUT_DOWN, requester: 'group:default/team-checkout' },
      'wrong_entity_kind',
    ],
    [
      'a component that is to work on it',
      { ...CHECKOUT_DOWN, assignmentGroup: 'component:default/checkout' },
      'wrong_entity_kind',
    ],
    [
      'an entity that does not exist',
      { ...CHECKOUT_DOWN, entities: ['component:default/nope'] },
      'entity_not_found',
    ],
    [
      'a person that does not exist',
      { ...CHECKOUT_DOWN, requester: 'nobody' },
      'entity_not_found',
    ],
    [
      'no entity and no reason',
      { ...CHECKOUT_DOWN, entities: [] },
      'entity_required',
    ],
    ['broken JSON', '{"title":', 'invalid_json'],
    ['JSON that is no object', '[1]', 'invalid_input'],
    [
      'deep nesting',
      `{"title":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
      'invalid_input',
    ],
    [
      'a local time',
      { ...CHECKOUT_DOWN, startedAt: '2026-01-05 09:00' },
      'invalid_input',
    ],
  ];
  it.each(bad)('refuses %s and writes nothing', async (_what, body, code) => {
    const before = await knex()('entries').count('* as n').first();
    const answer = await call('eddie', 'post', '/v1/incidents')
      .set('content-type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    refused(answer, 400, code);
    expect(await knex()('entries').count('* as n').first()).toEqual(before);
  });

  it.each<[string, string]>([
    ['/v1/incidents?limit=1000', 'invalid_input'],
    ['/v1/incidents?limit=-1', 'invalid_input'],
    ['/v1/incidents?sort=title;drop', 'invalid_input'],
    ['/v1/incidents?page=2', 'invalid_input'],
    ['/v1/incidents?cursor=nonsense', 'invalid_cursor'],
    ['/v1/incidents?cursor=nonsense&sort=updated', 'invalid_cursor'],
    ['/v1/incidents?cursor=nonsense&q=checkout', 'invalid_cursor'],
    ['/v1/incidents?entity=a:b:c', 'invalid_entity_ref'],
    ['/v1/incidents?state[]=open', 'invalid_input'],
    ['/v1/incidents?q=a&q=b', 'invalid_input'],
    ['/v1/incidents?q=a%00', 'invalid_input'],
    ['/v1/incidents?entity=a%00', 'invalid_input'],
    ['/v1/incidents?assignee=user:default/a%00', 'invalid_input'],
    ['/v1/incidents?group=group:default/a%01', 'invalid_input'],
    ['/v1/deployments?entity=a%00', 'invalid_entity_ref'],
    [`/v1/incidents?cursor=6~${SOME_ID}&sort=priority`, 'invalid_cursor'],
    [
      `/v1/incidents?cursor=4294967296~${SOME_ID}&sort=priority`,
      'invalid_cursor',
    ],
    [
      `/v1/incidents?cursor=${'9'.repeat(16)}~${SOME_ID}&sort=updated`,
      'invalid_cursor',
    ],
    ['/v1/incidents/%00', 'invalid_input'],
    ['/v1/records/INC%00', 'invalid_input'],
    ['/v1/deliveries/%00', 'invalid_input'],
    [`/v1/incidents/${'x'.repeat(301)}`, 'invalid_input'],
    ['/v1/incidents/INC-000001/attachments/%00', 'invalid_input'],
  ])('refuses the query %s', async (path, code) => {
    expect.hasAssertions();
    refused(await call('eddie', 'get', path), 400, code);
  });

  it.each([
    "' or 1=1 --",
    '"',
    '*',
    '-',
    '(a',
    'a & | b',
    ':*',
    'NEAR(',
    '\u{1F600}',
    '%',
    'İstanbul',
  ])('takes %j as plain words to search for', async q => {
    const answer = await call(
      'eddie',
      'get',
      `/v1/records?q=${encodeURIComponent(q)}&count=true`,
    );
    expect(answer.status).toBe(200);
  });

  it.each<[string, any, string, object]>([
    [
      'a link',
      'eddie',
      '/v1/incidents/INC-000001/links',
      { role: 'relatedTo', target: 'record', ref: 'A\u0000' },
    ],
    [
      'a mapping',
      'adam',
      '/v1/mappings',
      { repository: 'acme/a\u0000', entities: ['checkout'] },
    ],
    [
      'a mapped entity',
      'adam',
      '/v1/mappings',
      { repository: 'acme/a', entities: ['checkout\u0000'] },
    ],
    ['an erasure', 'adam', '/v1/erasures', { person: 'eddie\u0000' }],
    ['an audit', 'adam', '/v1/audit/verify', { number: 'INC\u0000' }],
    [
      'a watermark that is too large',
      'adam',
      '/v1/audit/verify',
      {
        checkpoint: {
          id: SOME_ID,
          at: 1,
          watermark: '9223372036854775808',
          size: 1,
          root: 'a'.repeat(64),
          signature: '',
        },
      },
    ],
    [
      'a repository that grows in lower case',
      'machine',
      '/v1/deployments',
      {
        repository: 'İ'.repeat(300),
        runId: '1',
        environment: 'production',
        state: 'success',
        revision: 'a',
      },
    ],
    [
      'a mapping of one',
      'adam',
      '/v1/mappings',
      { repository: 'İ'.repeat(300), entities: ['checkout'] },
    ],
  ])('refuses %s that the database would not take', async (...given) => {
    const [, person, path, body] = given;
    const answer = await call(person, 'post', path).send(body);
    expect(answer.body.error?.name).toBe('InputError');
    refused(answer, 400, 'invalid_input');
  });

  it('takes the largest watermark', async () => {
    const answer = await call('adam', 'post', '/v1/audit/verify').send({
      checkpoint: {
        id: SOME_ID,
        at: 1,
        watermark: '9223372036854775807',
        size: 1,
        root: 'a'.repeat(64),
        signature: '',
      },
    });
    expect([answer.status, answer.body.intact]).toEqual([200, false]);
  });
});
