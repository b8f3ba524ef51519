import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import request from 'supertest';
import {
  hex,
  SECRET,
  startInbox,
  type TestInbox,
} from './__testUtils__/startInbox';

const report = (over: object = {}) => ({
  repository: 'acme/checkout',
  runId: '100',
  environment: 'production',
  state: 'in_progress',
  revision: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
  at: '2026-11-22T11:59:00Z',
  ...over,
});

const post = (
  { app }: TestInbox,
  body: Buffer | string,
  headers: Record<string, string> = {
    'x-itsm-signature-256': `sha256=${hex(body)}`,
  },
  instance = 'shop',
) =>
  request(app)
    .post(`/hooks/${instance}`)
    .set('content-type', 'application/json')
    .set(headers)
    .send(body.toString());

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('hooks on %s', id => {
  const start = async (options?: Parameters<typeof startInbox>[1]) =>
    startInbox(await databases.init(id), options);

  it('stores a signed delivery, answers, and makes its change', async () => {
    const inbox = await start();
    const body = JSON.stringify(report());
    const res = await post(inbox, body).expect(202);
    await inbox.worker.idle();
    const delivery = await inbox.store.byId(res.body.delivery);
    expect(delivery).toMatchObject({
      status: 'processed',
      records: ['CHG-000001'],
    });
    const [change] = await inbox.changes();
    expect(change).toMatchObject({
      number: 'CHG-000001',
      state: 'implement',
      title: 'Deploy checkout 1a2b3c4 to production',
      channel: 'pipeline',
      openedBy: 'service:shop',
      assignmentGroup: 'group:default/team-checkout',
    });
  });

  it('keeps no header that proves who somebody is', async () => {
    const inbox = await start();
    const body = JSON.stringify(report());
    await post(inbox, body, {
      'x-itsm-signature-256': `sha256=${hex(body)}`,
      'x-kept': 'kept',
      authorization: 'Bearer planted',
      cookie: 'session=planted',
      'x-gitlab-token': 'planted',
      'private-token': 'planted',
      'x-api-key': 'planted',
      'x-forwarded-password': 'planted',
    }).expect(202);
    const [{ headers }] = await inbox.knex('deliveries').select('headers');
    expect(headers).toContain('kept');
    expect(headers).not.toContain('planted');
    await inbox.worker.idle();
  });

  it('takes an id that is sent again for another delivery when the body is another one', async () => {
    const inbox = await start();
    const send = async (state: string) => {
      const body = JSON.stringify(report({ state }));
      const { body: answer } = await post(inbox, body, {
        'x-itsm-signature-256': `sha256=${hex(body)}`,
        'idempotency-key': 'run-1',
      }).expect(202);
      await inbox.worker.idle();
      return answer.delivery;
    };
    const started = await send('in_progress');
    const ended = await send('success');
    expect(ended).not.toBe(started);
    expect(await send('success')).toBe(ended);
    const { items } = await inbox.deliveries.list({ limit: 10 });
    expect(items.map(({ key, status }) => [key, status])).toEqual([
      ['run-1', 'processed'],
      ['run-1', 'processed'],
    ]);
  });

  it('refuses what is not proven, before it is parsed and without a row', async () => {
    const inbox = await start();
    const body = JSON.stringify(report());
    const good = `sha256=${hex(body)}`;
    const name = 'x-itsm-signature-256';
    const refused: [string, Record<string, string>][] = [
      [body, {}],
      [body, { [name]: '' }],
      [body, { [name]: hex(body) }],
      [body, { [name]: good.replace('sha256', 'sha1') }],
      [body, { [name]: `sha256=${hex(body, 'another-secret-of-us')}` }],
      [body, { [name]: good.toUpperCase() }],
      [body, { [name]: `${good}, ${good}` }],
      [body, { [name]: good.slice(0, -1) }],
      [JSON.stringify(JSON.parse(body), null, 1), { [name]: good }],
      ['{ not json', { [name]: good }],
      ['', { [name]: good }],
    ];
    for (let bit = 0; bit < 8 * 32; bit += 5) {
      const signature = Buffer.from(hex(body), 'hex');
      signature[bit >> 3] ^= 1 << (bit % 8);
      refused.push([body, { [name]: `sha256=${signature.toString('hex')}` }]);
    }
    for (let at = 0; at < body.length; at += 7) {
      const flipped = Buffer.from(body);
      flipped[at] ^= 1;
      refused.push([flipped.toString('latin1'), { [name]: good }]);
    }
    for (const [sent, headers] of refused) {
      const res = await post(inbox, sent, headers);
      expect([sent, headers, res.status]).toEqual([sent, headers, 401]);
      expect(res.body.error.code).toBe('bad_signature');
    }
    expect(await inbox.knex('deliveries')).toEqual([]);
  });

  it('accepts every secret of a rotation', async () => {
    const old = 'the-old-secret-of-us';
    const inbox = await start({
      itsm: { hooks: { shop: { source: 'generic', secrets: [SECRET, old] } } },
    });
    const body = JSON.stringify(report());
    for (const secret of [SECRET, old]) {
      const signature = `sha256=${hex(body, secret)}`;
      const answer = await post(inbox, body, {
        'x-itsm-signature-256': signature,
      });
      expect(answer.status).toBe(202);
    }
  });

  it('knows unknown hooks, oversized, compressed and broken bodies', async () => {
    const inbox = await start({
      itsm: {
        hooks: {
          shop: { source: 'generic', secrets: [SECRET], maxBodyBytes: 1000 },
        },
      },
    });
    const body = JSON.stringify(report());
    const missing = await post(inbox, body, {}, 'nobody').expect(404);
    expect(missing.body.error.code).toBe('not_found');
    const large = JSON.stringify(report({ description: 'x'.repeat(1000) }));
    const tooLarge = await post(inbox, large).expect(413);
    expect(tooLarge.body.error).toMatchObject({
      code: 'too_large',
      params: { limitBytes: 1000 },
    });
    await post(inbox, body, { 'content-encoding': 'gzip' }).expect(415);
    const broken = await post(inbox, '{ not json').expect(400);
    expect(broken.body.error.code).toBe('not_json');
    const shapeless = await post(inbox, '{"environment":"production"}');
    expect([shapeless.status, shapeless.body.error.code]).toEqual([
      400,
      'invalid_input',
    ]);
    const nameless = await post(
      inbox,
      JSON.stringify(report({ runId: undefined })),
    );
    expect([nameless.status, nameless.body.error.code]).toEqual([
      400,
      'identity_required',
    ]);
    expect(await inbox.knex('deliveries')).toEqual([]);
  });

  it('keeps NUL and lone surrogates in the bytes and replaces them elsewhere', async () => {
    const inbox = await start();
    const body = JSON.stringify(report()).replace(
      '"state"',
      '"description":"a\\u0000b\\ud800c","state"',
    );
    const res = await post(inbox, body).expect(202);
    await inbox.worker.idle();
    const [row] = await inbox
      .knex('deliveries')
      .where({ id: res.body.delivery });
    expect(Buffer.from(row.body).toString()).toBe(body);
    expect(row.status).toBe('processed');
    const [change] = await inbox.changes();
    expect(change.description).toBe('a\ufffdb\ufffdc');
  });

  it('gives 20 parallel posts to two processes one row, one change and one number', async () => {
    const knex = await databases.init(id);
    const one = await startInbox(knex, { processId: 'one' });
    const two = await startInbox(knex, { processId: 'two', migrate: false });
    const body = JSON.stringify(report());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => post(i % 2 ? one : two, body)),
    );
    await Promise.all([one.worker.idle(), two.worker.idle()]);
    expect(new Set(answers.map(a => a.status))).toEqual(new Set([202]));
    expect(new Set(answers.map(a => a.body.delivery)).size).toBe(1);
    expect(await knex('deliveries')).toHaveLength(1);
    expect((await one.changes()).map(c => c.number)).toEqual(['CHG-000001']);
    const again = await post(two, body).expect(202);
    expect(again.body).toEqual(answers[0].body);
    await two.worker.idle();
    expect(await knex('entries')).toHaveLength(1);
  });

  it('tries a dead delivery again when it is sent again, and only then', async () => {
    const inbox = await start();
    const body = JSON.stringify(report());
    const { body: first } = await post(inbox, body).expect(202);
    await inbox.worker.idle();
    await inbox
      .knex('deliveries')
      .update({ status: 'dead', next_attempt_at: null, records: '[]' });
    const { body: again } = await post(inbox, body).expect(202);
    expect(again).toEqual(first);
    await inbox.worker.idle();
    expect(await inbox.store.byId(first.delivery)).toMatchObject({
      status: 'processed',
      attempts: 1,
      records: ['CHG-000001'],
    });
  });

  it('costs two commits per delivery', async () => {
    const inbox = await start();
    await post(inbox, JSON.stringify(report({ runId: '1' }))).expect(202);
    await inbox.worker.idle();
    const statements: string[] = [];
    inbox.knex.on('query', ({ sql }) => statements.push(sql.toLowerCase()));
    const next = report({ runId: '2', revision: 'v2' });
    await post(inbox, JSON.stringify(next)).expect(202);
    await inbox.worker.idle();
    let open = false;
    let commits = 0;
    for (const sql of statements) {
      if (/^begin/.test(sql)) open = true;
      else if (/^commit/.test(sql)) {
        open = false;
        commits += 1;
      } else if (!open && /^(insert|update|delete)/.test(sql)) commits += 1;
    }
    expect(commits).toBe(2);
    expect((await inbox.changes()).map(c => c.number)).toEqual([
      'CHG-000001',
      'CHG-000002',
    ]);
  });
});
