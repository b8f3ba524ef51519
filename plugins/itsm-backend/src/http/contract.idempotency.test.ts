import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { CHECKOUT_DOWN } from '../__testUtils__/startItsm';
import { withContract } from './__testUtils__/contract';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)(
  'the Idempotency-Key of the HTTP contract, %s',
  id => {
    const { call, knex, clock, conforms, refused, incident } = withContract(
      () => databases.init(id),
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

    it.each([
      ['a slash at its end', (path: string) => `${path}/`],
      ['other case', (path: string) => path.replace('incidents', 'Incidents')],
      ['escapes', (path: string) => path.replace('INC', '%49NC')],
      ['a query that no operation has', (path: string) => `${path}?trace=7`],
    ])('knows the operation again by an address with %s', async (what, of) => {
      const { number } = await incident();
      const comment = (path: string) =>
        call('eddie', 'post', path)
          .set('idempotency-key', `address-${what.replace(/ /g, '-')}`)
          .send({ text: 'Once' });
      const path = `/v1/incidents/${number}/comments`;
      const first = await comment(path);
      const again = await comment(of(path));
      expect([again.status, again.text]).toEqual([201, first.text]);
      const { body } = await call('eddie', 'get', `/v1/incidents/${number}`);
      expect(body.timeline.items).toHaveLength(2);
    });

    it('tells two records apart', async () => {
      const [one, other] = [await incident(), await incident()];
      for (const { number } of [one, other]) {
        const { body } = await call(
          'eddie',
          'post',
          `/v1/incidents/${number}/comments`,
        )
          .set('idempotency-key', 'key-two')
          .send({ text: 'Here, too' })
          .expect(201);
        expect(body.number).toBe(number);
      }
    });

    // Of one byte and of three
    it.each([
      ['x', 4],
      ['語', 2],
    ])(
      'keeps 64 kB of an answer at most, and reads a larger one again: %s',
      async (character, comments) => {
        const { number } = await incident();
        const at = `/v1/incidents/${number}`;
        for (let n = 0; n < comments; n += 1) {
          await call('eddie', 'post', `${at}/comments`)
            .send({ text: character.repeat(20_000) })
            .expect(201);
        }
        const comment = () =>
          call('eddie', 'post', `${at}/comments`)
            .set('idempotency-key', `key-large-${character === 'x'}`)
            .send({ text: '.' });
        const first = await comment().expect(201);
        expect(Buffer.byteLength(first.text)).toBeGreaterThan(64 * 1024);
        const kept = await knex()('idempotency')
          .whereNotNull('body')
          .select('body');
        const largest = Math.max(
          ...kept.map(({ body }) => Buffer.byteLength(body)),
        );
        expect(largest).toBeLessThanOrEqual(64 * 1024);
        const again = await comment().expect(201);
        expect(again.body).toEqual(first.body);
        // As it is now, and not as it was
        await call('eddie', 'post', `${at}/comments`).send({ text: 'later' });
        const later = await comment().expect(201);
        expect(later.body.timeline.items[0].body.text).toBe('later');
      },
    );

    it('shows a repeat nothing of a record that its caller lost sight of', async () => {
      const { number } = await incident();
      const path = `/v1/incidents/${number}`;
      const comment = () =>
        call('eddie', 'post', `${path}/comments`)
          .set('idempotency-key', 'key-lost-sight')
          .send({ text: 'Mine' });
      await comment().expect(201);
      await knex()('records').where({ number }).update({ restricted: 1 });
      const { record_id: hidden } = await knex()('principals')
        .join('records', 'records.id', 'record_id')
        .where({ number })
        .first('record_id');
      const principals = await knex()('principals').where({
        record_id: hidden,
      });
      await knex()('principals').where({ record_id: hidden }).delete();
      for (const isAnswerLost of [false, true]) {
        if (isAnswerLost) {
          await knex()('idempotency')
            .where({ record_number: number })
            .update({ status: null, body: null, lease_until: 0 });
        }
        const again = await comment();
        expect([again.status, again.body]).toEqual([201, { number }]);
        conforms('/v1/incidents/{number}/comments', 'post', again);
      }
      await knex()('principals').insert(principals);
    });

    it('shows a repeat nothing of notes and links that its caller lost sight of', async () => {
      const { number } = await incident();
      const other = await incident();
      const path = `/v1/incidents/${number}`;
      await call('eddie', 'post', `${path}/comments`)
        .send({ text: 'For insiders', audience: 'internal' })
        .expect(201);
      const link = () =>
        call('eddie', 'post', `${path}/links`)
          .set('idempotency-key', 'key-link')
          .send({ role: 'relatedTo', target: 'record', ref: other.number });
      const comment = () =>
        call('eddie', 'post', `${path}/comments`)
          .set('idempotency-key', 'key-note')
          .send({ text: 'Seen by all' });
      const withNote = await comment().expect(201);
      const first = await link().expect(200);
      expect(withNote.text).toContain('For insiders');
      expect(first.text).toContain(other.number);
      expect((await link()).text).toBe(first.text);
      // The linked record is hidden, then the notes are
      const hide = async (of: string) => {
        await knex()('principals')
          .whereIn(
            'record_id',
            knex()('records').where({ number: of }).select('id'),
          )
          .delete();
      };
      await knex()('records')
        .where({ number: other.number })
        .update({ restricted: 1 });
      await hide(other.number);
      const again = await link();
      expect(again.status).toBe(200);
      expect(again.text).not.toContain(other.number);
      await hide(number);
      const noNote = await comment();
      expect(noNote.status).toBe(201);
      expect(noNote.text).not.toContain('For insiders');
      expect(noNote.body.title).toBe(CHECKOUT_DOWN.title);
    });

    it('answers no repeat of several records of which one is hidden by now', async () => {
      const { number, version } = await incident();
      const bulk = () =>
        call('eddie', 'post', '/v1/incidents/bulk')
          .set('idempotency-key', 'key-bulk')
          .send({ records: [{ number, version }], edit: { impact: 'low' } });
      const first = await bulk().expect(200);
      expect((await bulk()).text).toBe(first.text);
      await knex()('records').where({ number }).update({ restricted: 1 });
      await knex()('principals')
        .whereIn('record_id', knex()('records').where({ number }).select('id'))
        .delete();
      refused(await bulk(), 404, 'not_found');
    });

    it('is forgotten after a day', async () => {
      const first = await post('eddie', 'key-5');
      clock().at += 25 * 3_600_000;
      const later = await post('eddie', 'key-5');
      expect(later.body.number).not.toBe(first.body.number);
    });
  },
);
