import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  EVERYBODY,
  READERS,
  withSecrets,
} from '../principals/__testUtils__/secrets';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)(
  'what the policy does not grant stays unseen, %s',
  id => {
    const { itsm, call, numbers, files, comments, actionOf, plural } =
      withSecrets(() => databases.init(id));

    const matrix = Object.keys(READERS).flatMap(name =>
      EVERYBODY.map(
        person => [name, person, READERS[name].includes(person)] as const,
      ),
    );
    const kept = matrix.filter(([, , readable]) => !readable);
    const shown = matrix.filter(([, , isReadable]) => isReadable);

    it.each(matrix)(
      'record %s, %s: single reads (%s)',
      async (name, person, readable) => {
        const number = numbers[name];
        const missing = await call(
          person,
          'get',
          `/v1/${plural(name)}/INC-999999`,
        );
        for (const path of [
          `/v1/records/${number}`,
          `/v1/${plural(name)}/${number}`,
          `/v1/${plural(name)}/${number}/entries`,
          `/v1/${plural(name)}/${number}/comments/${comments[name]}/versions`,
        ]) {
          const answer = await call(person, 'get', path);
          // Word for word what a record that does not exist answers.
          const unseen = JSON.stringify(missing.body).replace(
            /INC-999999/g,
            number,
          );
          expect([
            answer.status,
            JSON.stringify(answer.body) === unseen,
          ]).toEqual(readable ? [200, false] : [404, true]);
        }
      },
    );

    it.each(matrix)(
      'record %s, %s: its file (%s)',
      async (name, person, readable) => {
        const one = `/v1/${plural(name)}/${numbers[name]}`;
        const file = await call(
          person,
          'get',
          `${one}/attachments/${files[name]}`,
        );
        const bytes = `${file.text} ${file.body}`;
        expect([file.status, /^walrus|walrus$/.test(bytes)]).toEqual(
          readable ? [200, true] : [404, false],
        );
      },
    );

    it.each(kept)('record %s, %s: writes (%s)', async (name, person) => {
      const one = `/v1/${plural(name)}/${numbers[name]}`;
      const [, action, input] = actionOf(name);
      const answers = [
        await call(person, 'patch', one)
          .set('if-match', '1')
          .send({ title: 'x' }),
        await call(person, 'post', `${one}/actions/${action}`)
          .set('if-match', '1')
          .send(input),
        await call(person, 'post', `${one}/comments`).send({ text: 'x' }),
        await call(person, 'patch', `${one}/comments/${comments[name]}`)
          .set('if-match', '1')
          .send({ text: 'x' }),
        await call(person, 'post', `${one}/links`).send({
          role: 'affected',
          target: 'entity',
          ref: 'cart',
        }),
        await call(person, 'put', `${one}/watch`),
        await call(person, 'put', `${one}/vote`).send({ helpful: true }),
        await call(person, 'post', `${one}/attachments?name=a.txt`).send('x'),
      ];
      expect(answers.map(a => a.status)).toEqual(answers.map(() => 404));
    });

    // The same with a version that is long gone, so that nothing is written: it is there, and it says so
    it.each(shown)('record %s, %s: writes (%s)', async (name, person) => {
      const one = `/v1/${plural(name)}/${numbers[name]}`;
      const [, action, input] = actionOf(name);
      for (const [method, path, body] of [
        ['patch', one, { title: 'x' }],
        ['post', `${one}/actions/${action}`, input],
      ] as const) {
        const { status } = await call(person, method, path)
          .set('if-match', '999')
          .send(body);
        expect([403, 412]).toContain(status);
      }
    });

    it.each(kept)(
      'record %s, %s: with others at once (%s)',
      async (name, person) => {
        const collection = `/v1/${plural(name)}`;
        const [, action, input] = actionOf(name);
        const absent = numbers[name].replace(/\d+$/, '999999');
        const common = (number: string) =>
          call(person, 'get', `${collection}/common-actions`).query({
            numbers: number,
          });
        expect((await common(numbers[name])).body).toEqual(
          (await common(absent)).body,
        );
        const bulk = async (number: string, what: object) => {
          const { status, text } = await call(
            person,
            'post',
            `${collection}/bulk`,
          ).send({ records: [{ number, version: 1 }], ...what });
          return [status, text.replaceAll(number, '<number>')];
        };
        for (const what of [{ action, input }, { edit: { title: 'x' } }]) {
          const hidden = await bulk(numbers[name], what);
          expect(hidden).toEqual(await bulk(absent, what));
          expect(hidden[1]).toContain('not_found');
        }
      },
    );

    it.each(shown)(
      'record %s, %s: with others at once (%s)',
      async (name, person) => {
        const [, action, input] = actionOf(name);
        const records = [{ number: numbers[name], version: 999 }];
        for (const what of [{ action, input }, { edit: { title: 'x' } }]) {
          const { body } = await call(
            person,
            'post',
            `/v1/${plural(name)}/bulk`,
          ).send({ records, ...what });
          expect(['not_permitted', 'stale_version']).toContain(
            body.results[0].refused.code,
          );
        }
      },
    );

    it('answers 403 where a whole kind is denied', async () => {
      const answer = await call('rita', 'get', '/v1/changes');
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({
        code: 'not_permitted',
        params: { permission: 'itsm.change.read' },
      });
      expect(itsm().audited).toContainEqual([
        'record-read',
        'list-changes',
        'not_permitted',
      ]);
      await call('rita', 'patch', `/v1/incidents/${numbers.open}`)
        .set('if-match', '1')
        .send({ title: 'x' })
        .expect(403);
      expect(itsm().audited).toContainEqual([
        'record-write',
        'edit-incident',
        'not_permitted',
      ]);
      expect(itsm().audited).toContainEqual([
        'record-write',
        'create-incident',
        'ok',
      ]);
    });

    it('does not name a linked record to those who may not read it', async () => {
      const links = async (person: Person) =>
        (await call(person, 'get', `/v1/records/${numbers.foreign}`)).body.links
          .filter((l: any) => l.target === 'record')
          .map((l: any) => l.ref);
      const seenBy = async (person: Person) =>
        JSON.stringify(
          (await call(person, 'get', `/v1/records/${numbers.foreign}`)).body
            .timeline,
        );
      expect(await seenBy('stan')).not.toContain(numbers.restricted);
      expect(await seenBy('eddie')).toContain(numbers.restricted);
      // A task that is restricted, and one that is not
      expect(await links('stan')).toEqual([numbers.review]);
      expect((await links('eddie')).sort()).toEqual(
        [numbers.restricted, numbers.review, numbers.task].sort(),
      );
    });

    it('no event tells of what is restricted but its own, which gives ids only', async () => {
      await itsm().settle();
      const path = `/v1/incidents/${numbers.open}`;
      const link = { role: 'relatedTo', target: 'record' };
      const hidden = [numbers.restricted, numbers.task, numbers.article];
      for (const ref of [...hidden, numbers.foreign]) {
        await call('adam', 'post', `${path}/links`)
          .send({ ...link, ref })
          .expect(200);
      }
      const version = async () =>
        (await call('adam', 'get', path)).body.version;
      await call('adam', 'post', `${path}/actions/cancel`)
        .set('if-match', `"${await version()}"`)
        .send({ reason: 'duplicate', duplicateOf: numbers.restricted })
        .expect(200);
      await itsm().settle();
      const told = itsm().events.map(({ eventPayload }) => eventPayload);
      expect(JSON.stringify(told)).toContain(`"ref":"${numbers.foreign}"`);
      for (const number of hidden) {
        const others = told.filter(({ subject }) => subject !== number);
        expect(JSON.stringify(others)).not.toContain(number);
        for (const { id: entry, data } of told.filter(
          ({ subject }) => subject === number,
        )) {
          expect(data).toEqual({ record: { number }, entry: { id: entry } });
        }
      }
    });
  },
);
