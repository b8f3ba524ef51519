import { gzipSync } from 'node:zlib';
import SwaggerParser from '@apidevtools/swagger-parser';
import { TestDatabases } from '@backstage/backend-test-utils';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

jest.setTimeout(60_000);

const SOME_ID = '019a0000-0000-7000-8000-000000000000';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the HTTP contract, %s', id => {
  let itsm: TestItsm;
  let document: any;
  let ajv: Ajv2020;
  const knexOf: { knex?: any } = {};

  beforeAll(async () => {
    knexOf.knex = await databases.init(id);
    itsm = await startItsm({ knex: knexOf.knex });
    document = (await itsm.call(undefined, 'get', '/openapi.json')).body;
    ajv = new Ajv2020({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema(document, 'doc');
  });
  afterAll(() => itsm?.stop());

  const pointer = (path: string) =>
    path.replace(/~/g, '~0').replace(/\//g, '~1');
  const conforms = (path: string, method: string, answer: any) => {
    const validate = ajv.compile({
      $ref: `doc#/paths/${pointer(path)}/${method}/responses/${answer.status}/content/application~1json/schema`,
    });
    expect({
      path,
      valid: validate(answer.body),
      errors: validate.errors,
    }).toEqual({
      path,
      valid: true,
      errors: null,
    });
  };
  const refused = (answer: any, status: number, code: string) => {
    expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
    const validate = ajv.compile({ $ref: 'doc#/components/schemas/Error' });
    expect(validate(answer.body)).toBe(true);
  };
  const incident = async (input = {}) =>
    (
      await itsm
        .call('rita', 'post', '/v1/incidents')
        .send({ ...CHECKOUT_DOWN, ...input })
    ).body;

  it('is a valid OpenAPI 3.1 document in which each operation names its permission', async () => {
    expect(document.openapi).toBe('3.1.0');
    await SwaggerParser.validate(structuredClone(document));
    const operations = Object.values(document.paths).flatMap((p: any) =>
      Object.values(p),
    );
    expect(operations.length).toBeGreaterThan(40);
    for (const operation of operations as any[]) {
      expect(operation['x-permission']).toMatch(/^(itsm\.|none: )/);
    }
    const needed = (action: string) =>
      document.paths[`/v1/changes/{number}/actions/${action}`].post[
        'x-permission'
      ];
    expect(['implement', 'authorize', 'cancel', 'revert'].map(needed)).toEqual([
      'itsm.change.act',
      'itsm.change.approve',
      'itsm.change.override',
      'none: requester',
    ]);
  });

  it('has no operation for what only timers, follow-ups and pipelines do', async () => {
    const actions = Object.keys(document.paths).map(path =>
      path.replace(/^.*\//, ''),
    );
    expect(actions).toContain('resolve');
    for (const action of ['wake', 'resolve_with_parent', 'judge']) {
      expect(actions).not.toContain(action);
    }
    const { number } = await incident();
    const wake = await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/actions/wake`)
      .set('if-match', '1')
      .send({});
    refused(wake, 404, 'not_found');
  });

  it('answers what the document says', async () => {
    const created = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    conforms('/v1/incidents', 'post', created);
    const { number } = created.body;
    const one = '/v1/incidents/{number}';
    conforms(
      one,
      'get',
      await itsm.call('eddie', 'get', `/v1/incidents/${number}`),
    );
    conforms(
      '/v1/records/{number}',
      'get',
      await itsm.call('eddie', 'get', `/v1/records/${number}`),
    );
    conforms(
      '/v1/incidents',
      'get',
      await itsm.call('eddie', 'get', '/v1/incidents?count=true'),
    );
    conforms(
      '/v1/records',
      'get',
      await itsm.call('eddie', 'get', '/v1/records?q=checkout'),
    );
    conforms(
      '/v1/settings',
      'get',
      await itsm.call('eddie', 'get', '/v1/settings'),
    );
    conforms(
      one,
      'patch',
      await itsm
        .call('eddie', 'patch', `/v1/incidents/${number}`)
        .set('if-match', '"1"')
        .send({ urgency: 'high' }),
    );
    conforms(
      '/v1/incidents/common-actions',
      'get',
      await itsm.call(
        'eddie',
        'get',
        `/v1/incidents/common-actions?numbers=${number}`,
      ),
    );
    conforms(
      '/v1/incidents/bulk',
      'post',
      await itsm.call('eddie', 'post', '/v1/incidents/bulk').send({
        records: [
          { number: (await incident()).number, version: 1 },
          { number: 'INC-999999', version: 1 },
        ],
        edit: { urgency: 'low' },
      }),
    );
    conforms(
      `${one}/comments`,
      'post',
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/comments`)
        .send({ text: 'Hello' }),
    );
    conforms(
      `${one}/actions/start`,
      'post',
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/actions/start`)
        .set('if-match', '3')
        .send({}),
    );
    conforms(
      `${one}/links`,
      'post',
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/links`)
        .send({ role: 'affected', target: 'entity', ref: 'cart' }),
    );
    conforms(
      `${one}/attachments`,
      'post',
      await itsm
        .call(
          'eddie',
          'post',
          `/v1/incidents/${number}/attachments?name=shot.png`,
        )
        .set('content-type', 'image/png')
        .send(Buffer.from('not really a png')),
    );
    conforms(
      `${one}/watch`,
      'put',
      await itsm.call('eddie', 'put', `/v1/incidents/${number}/watch`),
    );
    conforms(
      `${one}/entries`,
      'get',
      await itsm.call('eddie', 'get', `/v1/incidents/${number}/entries`),
    );
    conforms(
      '/v1/audit/verify',
      'post',
      await itsm.call('adam', 'post', '/v1/audit/verify').send({}),
    );
  });

  it('has a test that can fail: a broken answer does not conform', () => {
    const validate = ajv.compile({
      $ref: `doc#/paths/${pointer('/v1/incidents/{number}')}/get/responses/200/content/application~1json/schema`,
    });
    expect(validate({ number: 'INC-1' })).toBe(false);
  });

  it('needs to know who calls', async () => {
    // Answered by Backstage before our routes are asked.
    await itsm.call(undefined, 'get', '/v1/incidents').expect(401);
    await itsm.call(undefined, 'post', '/v1/incidents').send({}).expect(401);
  });

  it('changes nothing without the version that was read', async () => {
    const { number } = await incident();
    const path = `/v1/incidents/${number}`;
    refused(
      await itsm.call('eddie', 'patch', path).send({ title: 'x' }),
      428,
      'if_match_required',
    );
    refused(
      await itsm.call('eddie', 'post', `${path}/actions/start`).send({}),
      428,
      'if_match_required',
    );
    refused(
      await itsm
        .call('eddie', 'patch', path)
        .set('if-match', 'W/"x"')
        .send({ title: 'x' }),
      400,
      'invalid_if_match',
    );
    refused(
      await itsm
        .call('eddie', 'patch', path)
        .set('if-match', '7')
        .send({ title: 'x' }),
      412,
      'stale_version',
    );
    refused(
      await itsm
        .call('stan', 'patch', path)
        .set('if-match', '1')
        .send({ title: 'x' }),
      403,
      'not_permitted',
    );
    refused(
      await itsm
        .call('rita', 'patch', path)
        .set('if-match', '1')
        .send({ title: 'x' }),
      403,
      'not_permitted',
    );
    const after = await itsm.call('eddie', 'get', path);
    expect(after.body).toMatchObject({
      version: 1,
      title: CHECKOUT_DOWN.title,
    });
  });

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
    const before = await knexOf.knex('entries').count('* as n').first();
    const answer = await itsm
      .call('eddie', 'post', '/v1/incidents')
      .set('content-type', 'application/json')
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    refused(answer, 400, code);
    expect(await knexOf.knex('entries').count('* as n').first()).toEqual(
      before,
    );
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
    refused(await itsm.call('eddie', 'get', path), 400, code);
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
    const answer = await itsm.call(
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
    const answer = await itsm.call(person, 'post', path).send(body);
    expect(answer.body.error?.name).toBe('InputError');
    refused(answer, 400, 'invalid_input');
  });

  it('takes the largest watermark', async () => {
    const answer = await itsm.call('adam', 'post', '/v1/audit/verify').send({
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

  it('refuses a body that is not JSON instead of passing it over', async () => {
    const { number } = await incident();
    const edit = (type: string) =>
      itsm
        .call('eddie', 'patch', `/v1/incidents/${number}`)
        .set('if-match', '1')
        .set('content-type', type);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      refused(
        await edit(type).send('{"title":"New"}'),
        415,
        'unsupported_type',
      );
    }
    const bare = await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/actions/acknowledge`)
      .set('if-match', '1');
    expect(bare.status).toBe(200);
  });

  it.each([undefined, 'a-key'])(
    'refuses a body that is nothing but depth, with the key %s',
    async key => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const answer = await itsm
        .call('eddie', 'post', '/v1/incidents')
        .set('content-type', 'application/json')
        .set(key ? { 'idempotency-key': key } : {})
        .send(`{"title":${deep}}`);
      expect(answer.status).toBe(400);
      refused(answer, 400, 'invalid_input');
    },
  );

  it('refuses a body that is not what its encoding says', async () => {
    const post = (encoding: string, body: Buffer) => {
      const req = itsm
        .call('eddie', 'post', '/v1/incidents')
        .set('content-type', 'application/json')
        .set('content-encoding', encoding);
      req.write(body);
      return req;
    };
    const whole = gzipSync(JSON.stringify(CHECKOUT_DOWN));
    expect((await post('gzip', whole)).status).toBe(201);
    const corrupt = Buffer.from(whole).fill(0xff, 12);
    refused(await post('gzip', corrupt), 400, 'invalid_input');
    refused(await post('gzip', Buffer.from('{}')), 400, 'invalid_input');
    refused(await post('zip', whole), 415, 'unsupported_encoding');
  });

  it('answers 404 for what is not there', async () => {
    expect.hasAssertions();
    const { number } = await incident();
    refused(await itsm.call('eddie', 'get', '/v1/nothing'), 404, 'not_found');
    refused(
      await itsm.call('eddie', 'get', '/v1/incidents/INC-999999'),
      404,
      'not_found',
    );
    refused(
      await itsm.call('eddie', 'get', `/v1/changes/${number}`),
      404,
      'not_found',
    );
    refused(
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/actions/explode`)
        .set('if-match', '1')
        .send({}),
      404,
      'not_found',
    );
    refused(
      await itsm.call('eddie', 'get', '/v1/incidents/%ff'),
      400,
      'invalid_url',
    );
    refused(
      await itsm.call(
        'eddie',
        'get',
        `/v1/incidents/${number}/attachments/nope`,
      ),
      404,
      'not_found',
    );
  });

  it('refuses bodies that are too large before it reads them whole', async () => {
    expect.hasAssertions();
    const { number } = await incident();
    const large = await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, description: 'x'.repeat(1_100_000) });
    refused(large, 413, 'too_large');
    const file = await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/attachments?name=a.bin`)
      .send(Buffer.alloc(10 * 1024 * 1024 + 1));
    refused(file, 413, 'too_large');
    refused(
      await itsm
        .call(
          'eddie',
          'post',
          `/v1/incidents/${number}/attachments?name=..%2Fa`,
        )
        .send('x'),
      400,
      'invalid_input',
    );
  });

  it('gives attachments as downloads that can’t run', async () => {
    const { number } = await incident();
    const added = await itsm
      .call(
        'eddie',
        'post',
        `/v1/incidents/${number}/attachments?name=p%C3%A4ge.html`,
      )
      .set('content-type', 'text/html')
      .send('<script>alert(1)</script>');
    const [{ id: file, size }] = added.body.attachments;
    expect(size).toBe(25);
    const answer = await itsm
      .call('rita', 'get', `/v1/incidents/${number}/attachments/${file}`)
      .buffer(true);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe('<script>alert(1)</script>');
    expect(answer.headers['content-disposition']).toBe(
      "attachment; filename*=UTF-8''p%C3%A4ge.html",
    );
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['content-security-policy']).toContain('sandbox');
  });

  it('takes a content type that is too long to keep for any bytes', async () => {
    const { number } = await incident();
    const added = await itsm
      .call('eddie', 'post', `/v1/incidents/${number}/attachments?name=a.bin`)
      .set('content-type', `${'a'.repeat(30)}/${'b'.repeat(80)}`)
      .send('x');
    expect(added.body.attachments).toMatchObject([
      { contentType: 'application/octet-stream' },
    ]);
  });

  describe('Idempotency-Key', () => {
    const post = (person: any, key: string, input: object = CHECKOUT_DOWN) =>
      itsm
        .call(person, 'post', '/v1/incidents')
        .set('idempotency-key', key)
        .send(input);

    it('performs parallel repeats once and replays the answer byte for byte', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => post('eddie', 'key-1')),
      );
      const ok = answers.filter(a => a.status === 201);
      const busy = answers.filter(a => a.status === 409);
      expect(ok.length + busy.length).toBe(10);
      busy.forEach(a => refused(a, 409, 'idempotency_key_in_flight'));
      const again = await post('eddie', 'key-1');
      expect(new Set([...ok, again].map(a => a.text)).size).toBe(1);
      expect(again.headers.etag).toBe('"1"');
    });

    it('refuses another body, and belongs to one person and one route', async () => {
      const first = await post('eddie', 'key-2');
      refused(
        await post('eddie', 'key-2', { ...CHECKOUT_DOWN, title: 'Other' }),
        422,
        'idempotency_key_reused',
      );
      const other = await post('olivia', 'key-2');
      expect(other.status).toBe(201);
      expect(other.body.number).not.toBe(first.body.number);
    });

    it('is free again after a refusal', async () => {
      refused(
        await post('eddie', 'key-3', { title: 'x' }),
        400,
        'invalid_input',
      );
      expect((await post('eddie', 'key-3')).status).toBe(201);
      refused(
        await post('eddie', 'k'.repeat(256)),
        400,
        'invalid_idempotency_key',
      );
    });

    it('finds the effect of a process that died before it answered', async () => {
      const first = await post('eddie', 'key-4');
      await knexOf
        .knex('idempotency')
        .where({ record_number: first.body.number })
        .update({ status: null, body: null });
      refused(await post('eddie', 'key-4'), 409, 'idempotency_key_in_flight');
      itsm.clock.at += 61_000;
      const again = await post('eddie', 'key-4');
      expect(again.body.number).toBe(first.body.number);
    });

    it('tells what is sent by query and content type apart, too', async () => {
      const { number } = await incident();
      const attach = (name: string, type: string) =>
        itsm
          .call(
            'eddie',
            'post',
            `/v1/incidents/${number}/attachments?name=${name}`,
          )
          .set('idempotency-key', 'key-6')
          .set('content-type', type)
          .send('x');
      expect((await attach('a.txt', 'text/plain')).status).toBe(201);
      expect((await attach('a.txt', 'text/plain')).status).toBe(201);
      for (const other of [
        await attach('b.txt', 'text/plain'),
        await attach('a.txt', 'text/html'),
      ]) {
        refused(other, 422, 'idempotency_key_reused');
      }
      const { body } = await itsm.call(
        'eddie',
        'get',
        `/v1/incidents/${number}`,
      );
      expect(body.attachments).toHaveLength(1);
    });

    it.each<[string, string, object | string]>([
      ['attachment', 'attachments?name=a.txt', 'x'],
      [
        'link',
        'links',
        { role: 'affected', target: 'entity', ref: 'component:default/cart' },
      ],
    ])('finds an %s whose answer was lost', async (what, path, body) => {
      const { number } = await incident();
      const postOnce = () =>
        itsm
          .call('eddie', 'post', `/v1/incidents/${number}/${path}`)
          .set('idempotency-key', `key-lost-${what}`)
          .send(body);
      const first = await postOnce();
      expect(first.status).toBeLessThan(300);
      await knexOf
        .knex('idempotency')
        .where('body', 'like', `%"${number}"%`)
        .update({ status: null, body: null });
      itsm.clock.at += 61_000;
      const again = await postOnce();
      expect(again.status).toBe(first.status);
      expect(again.body.attachments).toEqual(first.body.attachments);
      expect(again.body.timeline.items).toHaveLength(
        first.body.timeline.items.length,
      );
    });

    it('is forgotten after a day', async () => {
      const first = await post('eddie', 'key-5');
      itsm.clock.at += 25 * 3_600_000;
      const later = await post('eddie', 'key-5');
      expect(later.body.number).not.toBe(first.body.number);
    });
  });
});
