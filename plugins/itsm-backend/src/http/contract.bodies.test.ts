import { gzipSync } from 'node:zlib';
import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { withContract } from './__testUtils__/contract';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('what bodies the HTTP contract takes, %s', id => {
  const { call, refused, incident } = withContract(() => databases.init(id));

  it('refuses a body that is not JSON instead of passing it over', async () => {
    const { number } = await incident();
    const edit = (type: string) =>
      call('eddie', 'patch', `/v1/incidents/${number}`)
        .set('if-match', '1')
        .set('content-type', type);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      refused(
        await edit(type).send('{"title":"New"}'),
        415,
        'unsupported_type',
      );
    }
    const bare = await call(
      'eddie',
      'post',
      `/v1/incidents/${number}/actions/acknowledge`,
    ).set('if-match', '1');
    expect(bare.status).toBe(200);
  });

  it.each([undefined, 'a-key'])(
    'refuses a body that is nothing but depth, with the key %s',
    async key => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const answer = await call('eddie', 'post', '/v1/incidents')
        .set('content-type', 'application/json')
        .set(key ? { 'idempotency-key': key } : {})
        .send(`{"title":${deep}}`);
      expect(answer.status).toBe(400);
      refused(answer, 400, 'invalid_input');
    },
  );

  it('refuses a body that is not what its encoding says', async () => {
    const post = (encoding: string, body: Buffer) => {
      const req = call('eddie', 'post', '/v1/incidents')
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

  it('refuses bodies that are too large before it reads them whole', async () => {
    expect.hasAssertions();
    const { number } = await incident();
    const large = await call('eddie', 'post', '/v1/incidents').send({
      ...CHECKOUT_DOWN,
      description: 'x'.repeat(1_100_000),
    });
    refused(large, 413, 'too_large');
    const file = await call(
      'eddie',
      'post',
      `/v1/incidents/${number}/attachments?name=a.bin`,
    ).send(Buffer.alloc(10 * 1024 * 1024 + 1));
    refused(file, 413, 'too_large');
    refused(
      await call(
        'eddie',
        'post',
        `/v1/incidents/${number}/attachments?name=..%2Fa`,
      ).send('x'),
      400,
      'invalid_input',
    );
  });

  it('gives attachments as downloads that can’t run', async () => {
    const { number } = await incident();
    const added = await call(
      'eddie',
      'post',
      `/v1/incidents/${number}/attachments?name=p%C3%A4ge.html`,
    )
      .set('content-type', 'text/html')
      .send('<script>alert(1)</script>');
    const [{ id: file, size }] = added.body.attachments;
    expect(size).toBe(25);
    const answer = await call(
      'rita',
      'get',
      `/v1/incidents/${number}/attachments/${file}`,
    ).buffer(true);
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
    const added = await call(
      'eddie',
      'post',
      `/v1/incidents/${number}/attachments?name=a.bin`,
    )
      .set('content-type', `${'a'.repeat(30)}/${'b'.repeat(80)}`)
      .send('x');
    expect(added.body.attachments).toMatchObject([
      { contentType: 'application/octet-stream' },
    ]);
  });
});
