import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from './__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('an incident from dialog to closed, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const act = (
    person: any,
    number: string,
    action: string,
    version: number,
    input = {},
  ) =>
    itsm
      .call(person, 'post', `/v1/incidents/${number}/actions/${action}`)
      .set('if-match', `"${version}"`)
      .send(input);

  /** That of the list that shows it, at the time at which it is opened. */
  let channel: string;

  it('is opened, worked on, resolved and closed by the clock', async () => {
    const list = await itsm.call(
      'eddie',
      'get',
      '/v1/incidents?entity=component:default/checkout',
    );
    [channel] = list.body.signalChannels;
    const created = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    expect(created.body).toMatchObject({
      number: 'INC-000001',
      state: 'new',
      priority: 2,
      requester: 'user:default/rita',
      assignmentGroup: 'group:default/team-checkout',
      entities: ['component:default/checkout'],
      version: 1,
      actions: [],
    });
    expect(created.status).toBe(201);
    expect(created.headers.etag).toBe('"1"');

    const seen = await itsm.call('eddie', 'get', '/v1/incidents/INC-000001');
    expect(seen.body.actions.map((a: any) => a.name)).toEqual([
      'acknowledge',
      'assign',
      'start',
      'hold',
      'resolve',
      'cancel',
      'propose_major',
    ]);

    const started = await act('eddie', 'INC-000001', 'start', 1, {
      assignee: 'eddie',
    });
    expect(started.body).toMatchObject({
      state: 'in_progress',
      assignee: 'user:default/eddie',
      version: 2,
    });
    expect(started.body.acknowledgedAt).toBe('2026-01-05T09:00:00.000Z');

    const stale = await act('olivia', 'INC-000001', 'hold', 1, {
      reason: 'vendor',
    });
    expect(stale.status).toBe(412);
    expect(stale.body).toMatchObject({
      error: { code: 'stale_version', params: { sent: 1, current: 2 } },
      current: { number: 'INC-000001', version: 2, state: 'in_progress' },
    });

    const early = await act('eddie', 'INC-000001', 'close', 2);
    expect(early.status).toBe(409);
    expect(early.body.error).toMatchObject({
      code: 'illegal_transition',
      params: { allowed: expect.arrayContaining(['resolve', 'hold']) },
    });

    const resolved = await act('eddie', 'INC-000001', 'resolve', 2, {
      code: 'fixed',
      notes: 'Rolled back',
      causeUnknown: true,
    });
    expect(resolved.body).toMatchObject({ state: 'resolved', phase: 'done' });

    itsm.clock.at += 7 * 24 * 3_600_000;
    await itsm.run('itsm-timers');
    const closed = await itsm.call('rita', 'get', '/v1/records/INC-000001');
    expect(closed.body).toMatchObject({ state: 'closed' });
    expect(
      closed.body.timeline.items.map((e: any) => [e.verb, e.body.action ?? '']),
    ).toEqual([
      ['moved', 'close'],
      ['moved', 'resolve'],
      ['moved', 'start'],
      ['created', ''],
    ]);
    expect(closed.body.timeline.items[0].actor).toEqual({
      type: 'system',
      ref: 'system:timer',
    });
  });

  it('lists it on its entity, to those who may read it', async () => {
    const path = '/v1/incidents?entity=checkout&state=all&count=true';
    for (const person of ['rita', 'eddie', 'stan', 'adam'] as const) {
      const { body } = await itsm.call(person, 'get', path);
      expect(body).toMatchObject({
        items: [
          { number: 'INC-000001', entities: ['component:default/checkout'] },
        ],
        count: { value: 1, capped: false },
        nextCursor: null,
      });
    }
    const found = await itsm.call(
      'eddie',
      'get',
      '/v1/records?state=all&q=PAYMENT%20fai',
    );
    expect(found.body.items).toHaveLength(1);
  });

  it('told each person once', async () => {
    await itsm.settle();
    await itsm.settle();
    const told = itsm.sent.map(n => [
      n.payload.title.split(':')[0],
      n.recipients.entityRef,
    ]);
    expect(told).toEqual([
      ['INC-000001 created', ['group:default/team-checkout']],
      ['INC-000001 new → in progress', ['user:default/rita']],
      ['INC-000001 in progress → resolved', ['user:default/rita']],
      [
        'INC-000001 resolved → closed',
        expect.arrayContaining(['user:default/eddie', 'user:default/rita']),
      ],
    ]);
    expect(itsm.events.map(e => e.eventPayload.type)).toEqual([
      'itsm.incident.created',
      'itsm.incident.moved',
      'itsm.incident.moved',
      'itsm.incident.moved',
    ]);
    expect(itsm.signals.map(s => s.channel)).toContain(channel);
    const verdict = await itsm
      .call('adam', 'post', '/v1/audit/verify')
      .send({});
    expect(verdict.body).toMatchObject({
      intact: true,
      entries: 4,
      findings: [],
    });
  });
});

describe.each(databaseIds)('a caller that may only create, %s', id => {
  it('is answered with what it wrote, and with nothing else', async () => {
    const itsm = await startItsm({
      knex: await databases.init(id),
      decide: (_person, permission) => ({
        result: permission === 'itsm.incident.create' ? 'ALLOW' : 'DENY',
      }),
    });
    const post = () =>
      itsm
        .call('rita', 'post', '/v1/incidents')
        .set('idempotency-key', 'once')
        .send(CHECKOUT_DOWN);
    const created = await post();
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      number: 'INC-000001',
      actions: [],
      timeline: { items: [] },
      links: [],
    });
    // A repeat tells what it needs: that it took effect, and where
    const again = await post();
    expect([again.status, again.body]).toEqual([
      created.status,
      { number: 'INC-000001' },
    ]);
    await itsm.call('rita', 'get', '/v1/records/INC-000001').expect(404);
    await itsm.stop();
  });
});
