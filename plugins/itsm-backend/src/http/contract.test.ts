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
  ])('refuses the query %s', async (path, code) => {
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

  it('answers 404 for what is not there', async () => {
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

    it('is forgotten after a day', async () => {
      const first = await post('eddie', 'key-5');
      itsm.clock.at += 25 * 3_600_000;
      const later = await post('eddie', 'key-5');
      expect(later.body.number).not.toBe(first.body.number);
    });
  });
});
