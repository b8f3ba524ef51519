import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { recordStatements } from '../__testUtils__/statements';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('several records at once, %s', id => {
  let itsm: TestItsm;
  let knex: any;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const incident = async (input = {}): Promise<string> => {
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, ...input })
      .expect(201);
    return body.number;
  };
  const incidents = async (count: number) => {
    const numbers: string[] = [];
    while (numbers.length < count) numbers.push(await incident());
    return numbers;
  };
  const at = (version: number) => (number: string) => ({ number, version });
  const bulk = (body: object, person: Person = 'olivia') =>
    itsm.call(person, 'post', '/v1/incidents/bulk').send(body);
  const common = (numbers: string[], person: Person = 'olivia') =>
    itsm
      .call(person, 'get', '/v1/incidents/common-actions')
      .query({ numbers: numbers.join() });
  const read = async (number: string) =>
    (await itsm.call('olivia', 'get', `/v1/records/${number}`)).body;
  const act = (number: string, action: string, version: number, input = {}) =>
    itsm
      .call('olivia', 'post', `/v1/incidents/${number}/actions/${action}`)
      .set('if-match', String(version))
      .send(input)
      .expect(200);

  it('does the action to each, and tells why others refuse', async () => {
    const [a, b, stale, canceled] = await incidents(4);
    await act(stale, 'acknowledge', 1);
    await act(canceled, 'cancel', 1, { reason: 'unnecessary' });
    const { body } = await bulk({
      records: [at(1)(a), at(1)(stale), at(2)(canceled), at(1)(b)],
      action: 'hold',
      input: { reason: 'vendor' },
    }).expect(200);
    expect(body.results).toMatchObject([
      { number: a, version: 2, state: 'on_hold' },
      {
        number: stale,
        refused: { code: 'stale_version', params: { sent: 1, current: 2 } },
      },
      { number: canceled, refused: { code: 'illegal_transition' } },
      { number: b, version: 2, state: 'on_hold' },
    ]);
    const after = await Promise.all([a, stale, canceled, b].map(read));
    expect(after.map(({ state, version }) => [state, version])).toEqual([
      ['on_hold', 2],
      ['new', 2],
      ['canceled', 2],
      ['on_hold', 2],
    ]);
    // One line of the timeline for what was done, none for what was refused
    expect(after.map(r => r.timeline.items[0].verb)).toEqual([
      'moved',
      'acknowledged',
      'moved',
      'moved',
    ]);
  });

  it('edits each, and derives what follows from it', async () => {
    const numbers = await incidents(2);
    const { body } = await bulk({
      records: numbers.map(at(1)),
      edit: { impact: 'high', urgency: 'high' },
    }).expect(200);
    expect(body.results.map((r: any) => r.version)).toEqual([2, 2]);
    for (const number of numbers) expect((await read(number)).priority).toBe(1);
  });

  it('refuses per record what the caller may not do', async () => {
    const own = await incident();
    const foreign = (
      await itsm
        .call('eddie', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN)
        .expect(201)
    ).body.number;
    const { body } = await bulk(
      {
        records: [own, foreign, 'INC-999999'].map(at(1)),
        action: 'acknowledge',
      },
      'rita',
    ).expect(200);
    expect(body.results.map((r: any) => r.refused?.code)).toEqual([
      'not_permitted',
      'not_found',
      'not_found',
    ]);
    expect((await read(own)).version).toBe(1);
  });

  it.each<[string, object]>([
    ['no record', { records: [], action: 'acknowledge' }],
    [
      'a record twice',
      { records: ['INC-1', 'INC-1'].map(at(1)), action: 'acknowledge' },
    ],
    [
      'more than fifty',
      {
        records: Array.from({ length: 51 }, (_, n) => at(1)(`INC-${n}`)),
        action: 'acknowledge',
      },
    ],
    ['no version', { records: [{ number: 'INC-000001' }], action: 'cancel' }],
    ['nothing to do', { records: [at(1)('INC-000001')] }],
    [
      'both at once',
      {
        records: [at(1)('INC-000001')],
        action: 'acknowledge',
        edit: { title: 'x' },
      },
    ],
    ['another action', { records: [at(1)('INC-000001')], action: 'explode' }],
    ["a timer's action", { records: [at(1)('INC-000001')], action: 'wake' }],
    [
      'an input of another shape',
      {
        records: [at(1)('INC-000001')],
        action: 'hold',
        input: { reason: 'weather' },
      },
    ],
    [
      'an unknown field',
      { records: [at(1)('INC-000001')], edit: { state: 'x' } },
    ],
  ])('takes no request with %s, and writes nothing', async (_what, body) => {
    await incident();
    const before = await knex('entries').count({ n: '*' });
    const answer = await bulk(body).expect(400);
    expect(answer.body.error.code).toBe('invalid_input');
    expect(await knex('entries').count({ n: '*' })).toEqual(before);
  });

  it('answers a repeat with the first answer, and does nothing twice without a key either', async () => {
    const numbers = await incidents(2);
    const body = { records: numbers.map(at(1)), action: 'acknowledge' };
    const first = await bulk(body).set('idempotency-key', 'bulk-1');
    const again = await bulk(body).set('idempotency-key', 'bulk-1');
    expect(again.text).toBe(first.text);
    const other = await bulk(body).expect(200);
    expect(other.body.results.map((r: any) => r.refused.code)).toEqual([
      'stale_version',
      'stale_version',
    ]);
    expect((await read(numbers[0])).version).toBe(2);
  });

  it('offers what each record allows now', async () => {
    const [a, b, c] = await incidents(3);
    expect((await common([a, b, c])).body).toEqual({
      actions: ['acknowledge', 'assign', 'start', 'hold', 'resolve', 'cancel'],
      edit: true,
    });
    // Refused for now is not allowed
    await act(b, 'acknowledge', 1);
    expect((await common([a, b])).body.actions).not.toContain('acknowledge');
    await act(c, 'cancel', 1, { reason: 'unnecessary' });
    expect((await common([a, c])).body).toEqual({ actions: [], edit: false });
    for (const absent of ['INC-999999', 'INC-1;x', '']) {
      expect((await common([a, absent])).body).toEqual({
        actions: [],
        edit: false,
      });
    }
    const { body } = await common([a], 'rita');
    expect(body.edit).toBe(false);
    expect(body.actions).not.toContain('assign');
    for (const numbers of [
      '',
      ' ',
      'INC-1,inc-1',
      'a'.repeat(1_001),
      'a\u0000',
    ]) {
      await common([numbers]).expect(400);
    }
  });

  it('leaves decisions to who looks at one record', async () => {
    const { body: request } = await itsm
      .call('rita', 'post', '/v1/requests')
      .send({ title: 'A laptop', entities: ['checkout'], approvers: ['chen'] })
      .expect(201);
    const { body: one } = await itsm.call(
      'chen',
      'get',
      `/v1/requests/${request.number}`,
    );
    expect(one.actions).toContainEqual({ name: 'approve' });
    const { body } = await itsm
      .call('chen', 'get', '/v1/requests/common-actions')
      .query({ numbers: request.number });
    expect(body.actions).not.toContain('approve');
    await itsm
      .call('chen', 'post', '/v1/requests/bulk')
      .send({ records: [at(1)(request.number)], action: 'approve' })
      .expect(400);
  });

  it('reads no more for fifty records than for two', async () => {
    const numbers = await incidents(50);
    await itsm.settle();
    const cost = async (of: string[]) => {
      const { statements, stop } = recordStatements(knex);
      await common(of).expect(200);
      stop();
      return statements.length;
    };
    const few = await cost(numbers.slice(0, 2));
    expect(await cost(numbers)).toBe(few);
    expect(few).toBeLessThanOrEqual(4);
  });

  it('allows nothing, and writes nothing, in a read-only installation', async () => {
    const number = await incident();
    const other = await startItsm({ knex, itsm: { readOnly: true } });
    const { body } = await other
      .call('olivia', 'get', '/v1/incidents/common-actions')
      .query({ numbers: number });
    expect(body).toEqual({ actions: [], edit: false });
    const answer = await other
      .call('olivia', 'post', '/v1/incidents/bulk')
      .send({ records: [at(1)(number)], action: 'acknowledge' })
      .expect(503);
    expect(answer.body.error.code).toBe('read_only_mode');
    await other.stop();
    expect((await read(number)).version).toBe(1);
  });
});
