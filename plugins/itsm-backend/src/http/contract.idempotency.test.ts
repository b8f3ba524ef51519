import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { withContract } from './__testUtils__/contract';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)(
  'the Idempotency-Key of the HTTP contract, %s',
  id => {
    const { call, knex, clock, refused, incident } = withContract(() =>
      databases.init(id),
    );

    const post = (person: any, key: string, input: object = CHECKOUT_DOWN) =>
      call(person, 'post', '/v1/incidents')
        .set('idempotency-key', key)
        .send(input);

    it('performs parallel repeats once and replays the answer byte for byte', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => post('eddie', 'key-1')),
      );
      const ok = answers.filter(a => a.status === 201);
      const busy = answers.filter(a => a.status === 409);
      expect(ok.length).toBeGreaterThan(0);
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
      const unanswered = await knex()('idempotency')
        .where({ record_number: first.body.number })
        .update({ status: null, body: null });
      expect(unanswered).toBe(1);
      refused(await post('eddie', 'key-4'), 409, 'idempotency_key_in_flight');
      clock().at += 61_000;
      const again = await post('eddie', 'key-4');
      expect(again.body.number).toBe(first.body.number);
    });

    it('tells what is sent by query and content type apart, too', async () => {
      const { number } = await incident();
      const attach = (name: string, type: string) =>
        call(
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
      const { body } = await call('eddie', 'get', `/v1/incidents/${number}`);
      expect(body.attachments).toHaveLength(1);
    });

    it.each<[string, string, object | string, number]>([
      ['attachment', 'attachments?name=a.txt', 'x', 201],
      [
        'link',
        'links',
        { role: 'affected', target: 'entity', ref: 'component:default/cart' },
        200,
      ],
    ])(
      'finds an %s whose answer was lost',
      async (what, path, body, status) => {
        const { number } = await incident();
        const postOnce = () =>
          call('eddie', 'post', `/v1/incidents/${number}/${path}`)
            .set('idempotency-key', `key-lost-${what}`)
            .send(body);
        const first = await postOnce();
        expect(first.status).toBe(status);
        const unanswered = await knex()('idempotency')
          .where('body', 'like', `%"${number}"%`)
          .update({ status: null, body: null });
        expect(unanswered).toBe(1);
        clock().at += 61_000;
        const again = await postOnce();
        expect(again.status).toBe(status);
        expect(again.body.attachments).toEqual(first.body.attachments);
        expect(again.body.timeline.items).toHaveLength(
          first.body.timeline.items.length,
        );
      },
    );

    it('is forgotten after a day', async () => {
      const first = await post('eddie', 'key-5');
      clock().at += 25 * 3_600_000;
      const later = await post('eddie', 'key-5');
      expect(later.body.number).not.toBe(first.body.number);
    });
  },
);
