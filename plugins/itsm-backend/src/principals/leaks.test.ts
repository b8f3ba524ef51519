import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: databaseIds });

/**
 * Who may read what, by the policy of the tests: stan is a stranger to checkout, rita reads what
 * she asked for or watches, a restricted record is for those who have a role on it.
 */
const READERS: Record<string, Person[]> = {
  open: ['rita', 'eddie', 'olivia', 'chen', 'stan', 'adam'],
  foreign: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  restricted: ['eddie', 'olivia', 'adam'],
  change: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  problem: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  // chen is asked to decide on it
  request: ['rita', 'eddie', 'olivia', 'chen', 'adam'],
  task: ['eddie', 'olivia', 'adam'],
  review: ['eddie', 'olivia', 'chen', 'stan', 'adam'],
  article: ['eddie', 'olivia', 'adam'],
};

/** One action of each kind, with an input that its schema takes. */
const ACTIONS: Record<string, [plural: string, action: string, input: object]> =
  {
    INC: ['incidents', 'acknowledge', {}],
    CHG: ['changes', 'cancel', { reason: 'x' }],
    PRB: ['problems', 'assess', {}],
    REQ: ['requests', 'approve', {}],
    TSK: ['tasks', 'complete', {}],
    PIR: ['reviews', 'request_review', {}],
    KB: ['articles', 'request_review', {}],
  };
const EVERYBODY = READERS.open;

describe.each(databaseIds)(
  'what the policy does not grant stays unseen, %s',
  id => {
    let itsm: TestItsm;
    const numbers: Record<string, string> = {};
    const files: Record<string, string> = {};
    const NOTE = 'zebrafish';

    beforeAll(async () => {
      itsm = await startItsm({ knex: await databases.init(id) });
      const open = async (
        person: Person,
        name: string,
        path: string,
        input: object,
      ) => {
        const answer = await itsm.call(person, 'post', path).send(input);
        if (answer.status !== 201) throw new Error(answer.text);
        numbers[name] = answer.body.number;
      };
      await open('rita', 'open', '/v1/incidents', {
        ...CHECKOUT_DOWN,
        title: 'Walrus one',
      });
      await open('eddie', 'foreign', '/v1/incidents', {
        ...CHECKOUT_DOWN,
        title: 'Walrus two',
      });
      await open('eddie', 'restricted', '/v1/incidents', {
        ...CHECKOUT_DOWN,
        title: 'Walrus three',
        restricted: true,
      });
      await open('eddie', 'change', '/v1/changes', {
        type: 'normal',
        title: 'Walrus four',
        environment: 'production',
        entities: ['checkout'],
      });
      const entities = ['checkout'];
      await open('eddie', 'problem', '/v1/problems', {
        title: 'Walrus five',
        entities,
      });
      await open('rita', 'request', '/v1/requests', {
        title: 'Walrus six',
        entities,
        restricted: true,
        approvers: ['chen'],
      });
      await open('eddie', 'task', '/v1/tasks', {
        title: 'Walrus seven',
        entities,
        restricted: true,
        parent: numbers.foreign,
      });
      await open('olivia', 'review', '/v1/reviews', {
        title: 'Walrus eight',
        entities,
        parent: numbers.foreign,
      });
      await open('eddie', 'article', '/v1/articles', {
        title: 'Walrus nine',
        description: 'How to feed it',
        entities,
        restricted: true,
      });
      for (const name of Object.keys(READERS)) {
        const { body } = await itsm
          .call(
            'adam',
            'post',
            `/v1/${plural(name)}/${numbers[name]}/attachments?name=w.txt`,
          )
          .set('content-type', 'text/plain')
          .send('walrus')
          .expect(201);
        files[name] = body.attachments[0].id;
      }
      await itsm
        .call('olivia', 'post', `/v1/incidents/${numbers.open}/comments`)
        .send({ text: `The ${NOTE} is to blame`, audience: 'internal' })
        .expect(201);
      await itsm
        .call('olivia', 'post', `/v1/incidents/${numbers.open}/comments`)
        .send({ text: 'We are looking' })
        .expect(201);
      await itsm
        .call('olivia', 'post', `/v1/incidents/${numbers.foreign}/links`)
        .send({ role: 'relatedTo', target: 'record', ref: numbers.restricted })
        .expect(200);
    });
    afterAll(() => itsm?.stop());

    const actionOf = (name: string) => ACTIONS[numbers[name].split('-')[0]];
    const plural = (name: string) => actionOf(name)[0];
    const matrix = Object.keys(READERS).flatMap(name =>
      EVERYBODY.map(
        person => [name, person, READERS[name].includes(person)] as const,
      ),
    );

    it.each(matrix)(
      'record %s, %s: single reads (%s)',
      async (name, person, readable) => {
        const number = numbers[name];
        const missing = await itsm.call(
          person,
          'get',
          `/v1/${plural(name)}/INC-999999`,
        );
        for (const path of [
          `/v1/records/${number}`,
          `/v1/${plural(name)}/${number}`,
          `/v1/${plural(name)}/${number}/entries`,
        ]) {
          const answer = await itsm.call(person, 'get', path);
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
        const file = await itsm.call(
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

    it.each(matrix)(
      'record %s, %s: writes (%s)',
      async (name, person, readable) => {
        if (readable) return;
        const one = `/v1/${plural(name)}/${numbers[name]}`;
        const [, action, input] = actionOf(name);
        const answers = [
          await itsm
            .call(person, 'patch', one)
            .set('if-match', '1')
            .send({ title: 'x' }),
          await itsm
            .call(person, 'post', `${one}/actions/${action}`)
            .set('if-match', '1')
            .send(input),
          await itsm
            .call(person, 'post', `${one}/comments`)
            .send({ text: 'x' }),
          await itsm
            .call(person, 'post', `${one}/links`)
            .send({ role: 'affected', target: 'entity', ref: 'cart' }),
          await itsm.call(person, 'put', `${one}/watch`),
          await itsm
            .call(person, 'post', `${one}/attachments?name=a.txt`)
            .send('x'),
        ];
        expect(answers.map(a => a.status)).toEqual([
          404, 404, 404, 404, 404, 404,
        ]);
      },
    );

    it.each(matrix)(
      'record %s, %s: with others at once (%s)',
      async (name, person, readable) => {
        if (readable) return;
        const collection = `/v1/${plural(name)}`;
        const [, action, input] = actionOf(name);
        const absent = numbers[name].replace(/\d+$/, '999999');
        const common = (number: string) =>
          itsm
            .call(person, 'get', `${collection}/common-actions`)
            .query({ numbers: number });
        expect((await common(numbers[name])).body).toEqual(
          (await common(absent)).body,
        );
        const bulk = async (number: string, what: object) => {
          const { status, text } = await itsm
            .call(person, 'post', `${collection}/bulk`)
            .send({ records: [{ number, version: 1 }], ...what });
          return [status, text.replaceAll(number, '<number>')];
        };
        for (const what of [{ action, input }, { edit: { title: 'x' } }]) {
          const hidden = await bulk(numbers[name], what);
          expect(hidden).toEqual(await bulk(absent, what));
          expect(hidden[1]).toContain('not_found');
        }
      },
    );

    it.each(EVERYBODY.map(person => [person]))(
      'lists, counts and searches for %s',
      async person => {
        const expected = Object.keys(READERS)
          .filter(name => READERS[name].includes(person))
          .map(name => numbers[name])
          .sort();
        for (const query of [
          'state=all',
          'state=all&q=walrus',
          'state=all&entity=checkout',
          'state=all&entity=checkout&sort=updated',
          'state=all&q=walrus&entity=checkout',
          'state=all&within=group:default/team-checkout',
          'state=all&within=group:default/engineering&sort=updated',
          'state=all&q=walrus&within=group:default/team-checkout',
        ]) {
          const { body } = await itsm.call(
            person,
            'get',
            `/v1/records?${query}&count=true`,
          );
          expect(body.items.map((r: any) => r.number).sort()).toEqual(expected);
          expect(body.count).toEqual({ value: expected.length, capped: false });
        }
        const { body } = await itsm.call(
          person,
          'get',
          '/v1/records?state=all&mine=true&count=true',
        );
        for (const { number } of body.items) expect(expected).toContain(number);
      },
    );

    it.each(EVERYBODY.map(person => [person]))(
      'exports for %s',
      async person => {
        const expected = Object.keys(READERS)
          .filter(name => READERS[name].includes(person))
          .map(name => numbers[name])
          .sort();
        const found: string[] = [];
        const refused: number[] = [];
        for (const [collection] of Object.values(ACTIONS)) {
          const { status, text } = await itsm.call(
            person,
            'get',
            `/v1/${collection}.csv?state=all&entity=checkout`,
          );
          if (status !== 200) refused.push(status);
          else {
            const lines = text.split('\r\n').slice(1, -1);
            found.push(...lines.map(line => line.split(',')[0]));
          }
        }
        expect(new Set(refused)).toEqual(
          new Set(person === 'rita' ? [403] : []),
        );
        expect(found.sort()).toEqual(expected);
      },
    );

    it('answers 403 where a whole kind is denied', async () => {
      const answer = await itsm.call('rita', 'get', '/v1/changes');
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({
        code: 'not_permitted',
        params: { permission: 'itsm.change.read' },
      });
      expect(itsm.audited).toContainEqual([
        'record-read',
        'list-changes',
        'not_permitted',
      ]);
      await itsm
        .call('rita', 'patch', `/v1/incidents/${numbers.open}`)
        .set('if-match', '1')
        .send({ title: 'x' })
        .expect(403);
      expect(itsm.audited).toContainEqual([
        'record-write',
        'edit-incident',
        'not_permitted',
      ]);
      expect(itsm.audited).toContainEqual([
        'record-write',
        'create-incident',
        'ok',
      ]);
    });

    it('does not name a linked record to those who may not read it', async () => {
      const links = async (person: Person) =>
        (
          await itsm.call(person, 'get', `/v1/records/${numbers.foreign}`)
        ).body.links
          .filter((l: any) => l.target === 'record')
          .map((l: any) => l.ref);
      const seenBy = async (person: Person) =>
        JSON.stringify(
          (await itsm.call(person, 'get', `/v1/records/${numbers.foreign}`))
            .body.timeline,
        );
      expect(await seenBy('stan')).not.toContain(numbers.restricted);
      expect(await seenBy('eddie')).toContain(numbers.restricted);
      // A task that is restricted, and one that is not
      expect(await links('stan')).toEqual([numbers.review]);
      expect((await links('eddie')).sort()).toEqual(
        [numbers.restricted, numbers.review, numbers.task].sort(),
      );
    });

    it.each(EVERYBODY.map(person => [person]))(
      'the internal note and %s',
      async person => {
        const allowed = ['eddie', 'olivia', 'adam'].includes(person);
        const view = await itsm.call(
          person,
          'get',
          `/v1/records/${numbers.open}`,
        );
        const entries = await itsm.call(
          person,
          'get',
          `/v1/incidents/${numbers.open}/entries`,
        );
        expect(JSON.stringify(view.body).includes(NOTE)).toBe(allowed);
        expect(JSON.stringify(entries.body).includes(NOTE)).toBe(allowed);
        expect(view.body.can.commentInternally).toBe(allowed);
        const found = await itsm.call(
          person,
          'get',
          `/v1/records?state=all&q=${NOTE}`,
        );
        expect(found.body.items).toEqual([]);
      },
    );

    it('the note is in no event, and its requester is not told of it', async () => {
      await itsm.settle();
      expect(JSON.stringify(itsm.events)).not.toContain(NOTE);
      expect(JSON.stringify(itsm.signals)).not.toContain(NOTE);
      expect(JSON.stringify(itsm.sent)).not.toContain(NOTE);
      const told = itsm.sent.filter(n => /commented/.test(n.payload.title));
      expect(
        told.map(n => [n.recipients.entityRef, n.recipients.excludeEntityRef]),
      ).toEqual([
        [
          ['group:default/team-checkout'],
          ['user:default/olivia', 'user:default/rita'],
        ],
        [['user:default/rita'], ['user:default/olivia']],
      ]);
      // A restricted record's notice carries its number and nothing else.
      const restricted = itsm.sent.filter(n =>
        n.payload.title.includes(numbers.restricted),
      );
      expect(restricted.map(n => n.payload.title)).toEqual([
        numbers.restricted,
      ]);
      const discreet = itsm.events.filter(
        e => e.eventPayload.subject === numbers.restricted,
      );
      expect(discreet[0].eventPayload.data).toEqual({
        record: { number: numbers.restricted },
        entry: { id: discreet[0].eventPayload.id },
      });
    });

    it('the requester can neither write nor see internal notes, even as an administrator', async () => {
      const own = await itsm
        .call('adam', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN);
      const { number } = own.body;
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/comments`)
        .send({ text: 'between us', audience: 'internal' })
        .expect(201);
      const seen = await itsm.call('adam', 'get', `/v1/records/${number}`);
      expect(JSON.stringify(seen.body)).not.toContain('between us');
      await itsm
        .call('adam', 'post', `/v1/incidents/${number}/comments`)
        .send({ text: 'x', audience: 'internal' })
        .expect(403);
    });
  },
);
