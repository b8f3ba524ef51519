import { TestDatabases } from '@backstage/backend-test-utils';
import { activateDefinition } from '../__testUtils__/activateDefinition';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES } from '../__testUtils__/people';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

const NOW = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const iso = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

/** Every working day from nine to noon, in Vienna: eight to eleven in UTC. */
const FREEZE = {
  effect: 'freeze',
  reason: 'The shop sells tickets',
  when: { 'entity.containers': { $contains: 'system:default/store' } },
  environments: ['Production'],
  zone: 'Europe/Vienna',
  start: '2026-01-05T09:00',
  end: '2026-01-05T12:00',
  rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
  hard: true,
  exempt: ['emergency'],
  override: ['group:default/team-search'],
};

const CHANGE = {
  title: 'Roll out',
  description: 'A new version',
  type: 'normal',
  environment: 'production',
  justification: 'It leaks',
  implementationPlan: 'Deploy',
  backoutPlan: 'Deploy the old one',
  testPlan: 'Pay once',
  plannedStart: iso(0.5),
  plannedEnd: iso(1),
  approvers: ['user:default/chen', 'user:default/stan', 'user:default/olivia'],
};

describe.each(databaseIds)('freezes, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id), startAt: NOW });
  });
  afterAll(() => itsm?.stop());

  const { open, act, refusal, view } = storyOf(() => itsm);
  const root = '/v1/definitions/windows';

  const activate = (name: string, spec: object) =>
    activateDefinition(itsm, 'windows', name, spec);

  /** A change on entities that was assessed. */
  const assessed = async (more: object, ...entities: string[]) => {
    const number = await open('eddie', 'changes', {
      ...CHANGE,
      entities,
      ...more,
    });
    await act(number, 'request_assessment');
    await act(number, 'approve_assessment', {}, 'chen');
    return number;
  };

  it('stop what is planned into them, from their activation until they are retired', async () => {
    const number = await assessed({}, 'cart');
    const window = await activate('Ticket sales', FREEZE);
    expect(await refusal(number, 'authorize', {}, 'olivia')).toEqual({
      status: 409,
      code: 'in_freeze',
    });
    const { actions } = await view(number, 'olivia');
    expect(actions).toContainEqual({
      name: 'authorize',
      refused: {
        code: 'in_freeze',
        params: {
          name: 'Ticket sales',
          reason: 'The shop sells tickets',
          until: NOW + 2 * HOUR,
        },
      },
    });
    await window.retire();
    await act(number, 'authorize', {}, 'olivia');
  });

  it('let through what somebody whom they name gives a reason for', async () => {
    const window = await activate('Tickets', FREEZE);
    const number = await assessed({}, 'cart');
    expect((await refusal(number, 'authorize', {}, 'stan')).code).toBe(
      'in_freeze',
    );
    const waiver = 'Nobody can pay';
    const after = await act(number, 'authorize', { waiver }, 'stan');
    expect(after).toMatchObject({ state: 'scheduled' });
    expect(after.timeline.items).toContainEqual(
      expect.objectContaining({
        verb: 'approved',
        body: expect.objectContaining({
          waiver,
          windows: [
            {
              definition: window.id,
              version: window.activeVersion,
              name: 'Tickets',
            },
          ],
        }),
      }),
    );
    // What was let through is done in it, too
    itsm.clock.at = NOW + 0.75 * HOUR;
    await act(number, 'implement');
    itsm.clock.at = NOW;
    await window.retire();
  });

  it('are about what the catalog says now, one environment and one time', async () => {
    const window = await activate('Sales', FREEZE);
    const codeOf = async (more: object, ...entities: string[]) =>
      (
        await refusal(
          await assessed(more, ...entities),
          'authorize',
          {},
          'olivia',
        )
      ).code;
    expect(await codeOf({}, 'checkout')).toBeUndefined();
    expect(await codeOf({}, 'checkout', 'cart')).toBe('in_freeze');
    expect(await codeOf({ environment: 'staging' }, 'cart')).toBeUndefined();
    const after = { plannedStart: iso(2), plannedEnd: iso(3) };
    expect(await codeOf(after, 'cart')).toBeUndefined();
    const tomorrow = { plannedStart: iso(23), plannedEnd: iso(23.1) };
    expect(await codeOf(tomorrow, 'cart')).toBe('in_freeze');
    // A component that joins the system is frozen with it
    const checkout = ENTITIES.find(e => e.metadata.name === 'checkout')!;
    const before = checkout.relations;
    checkout.relations = [
      ...before!,
      { type: 'partOf', targetRef: 'system:default/store' },
    ];
    itsm.clock.at = NOW + 0.2 * HOUR;
    await itsm.run('itsm-entity-facts');
    expect(await codeOf({}, 'checkout')).toBe('in_freeze');
    checkout.relations = before;
    itsm.clock.at = NOW;
    await window.retire();
  });

  it('show before they are in force what they are about, and when', async () => {
    const { body } = await itsm
      .call('adam', 'post', `${root}/preview`)
      .send({ spec: FREEZE })
      .expect(200);
    expect(body).toMatchObject({
      problems: [],
      matches: expect.arrayContaining([
        { kind: 'entity', ref: 'component:default/cart', title: 'cart' },
      ]),
      capped: false,
      explanation: [
        { code: 'window_freeze' },
        { code: 'window_hard' },
        { code: 'window_again' },
      ],
    });
    expect(body.matches).not.toContainEqual(
      expect.objectContaining({ ref: 'component:default/checkout' }),
    );
    expect(body.occurrences).toHaveLength(10);
    expect(body.occurrences.slice(0, 2)).toEqual([
      { start: iso(0), end: iso(2) },
      { start: iso(23), end: iso(26) },
    ]);
  });

  it.each([
    [{ when: {} }, 'condition_empty'],
    [{ when: { 'entity.colour': 'red' } }, 'condition_fact'],
    [{ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'schedule_never'],
    [{ rule: 'FREQ=DAILY', end: '2026-01-06T09:00' }, 'schedule_always'],
    [{ zone: 'Europe/Wien' }, 'unknown_zone'],
    [{ environments: [] }, 'invalid_input'],
    [{ override: ['group:default/nobody'] }, 'entity_not_found'],
  ])('are refused with %j', async (more, code) => {
    const { status, body } = await itsm
      .call('adam', 'post', root)
      .send({ name: 'Broken', spec: { ...FREEZE, ...more } });
    expect([status, JSON.stringify(body)]).toEqual([
      400,
      expect.stringContaining(code),
    ]);
  });
});
