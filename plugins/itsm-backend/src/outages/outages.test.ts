import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

const DAY_MS = 86_400_000;

describe.each(databaseIds)('days with incidents, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({
      knex: await databases.init(id),
      startAt: Date.UTC(2026, 10, 20, 12),
    });
  });
  afterAll(() => itsm?.stop());

  const { open, act } = storyOf(() => itsm);
  const incident = (more = {}) =>
    open('eddie', 'incidents', { ...CHECKOUT_DOWN, ...more });
  const days = async (query: string, who: Person = 'eddie') =>
    (
      await itsm
        .call(who, 'get', `/v1/incidents/outages?days=9&${query}`)
        .expect(200)
    ).body;

  it('are those between start and resolution, of what the caller may read', async () => {
    const outage = await incident({ startedAt: '2026-11-19T23:00:00Z' });
    const nothing = await incident({ startedAt: '2026-11-16T08:00:00Z' });
    await act(nothing, 'cancel', { reason: 'not_an_incident' }, 'eddie');
    await incident({ entities: ['search'], impact: 'low', urgency: 'low' });
    const secret = await incident({
      restricted: true,
      urgency: 'high',
      startedAt: '2026-11-18T08:00:00Z',
    });
    itsm.clock.at += 2 * DAY_MS;
    const solved = {
      code: 'fixed',
      notes: 'Restarted',
      causeUnknown: true,
    };
    for (const number of [outage, secret]) {
      await act(number, 'start', { assignee: 'user:default/eddie' });
      await act(number, 'resolve', solved);
    }
    itsm.clock.at += 2 * DAY_MS;

    expect(await days('entity=checkout', 'stan')).toEqual({
      signalChannels: [expect.any(String)],
      from: '2026-11-16',
      to: '2026-11-24',
      days: ['19', '20', '21', '22'].map(day => ({
        day: `2026-11-${day}`,
        records: 1,
        priority: 2,
      })),
    });
    const { days: withSecret } = await days('entity=checkout');
    expect(withSecret.map((each: any) => [each.day, each.priority])).toEqual([
      ['2026-11-18', 1],
      ['2026-11-19', 1],
      ['2026-11-20', 1],
      ['2026-11-21', 1],
      ['2026-11-22', 1],
    ]);
    const inVienna = await days('entity=checkout&zone=Europe/Vienna', 'stan');
    expect(inVienna.days[0].day).toBe('2026-11-20');
    const all = await days('within=group:default/engineering', 'stan');
    expect(all.days.at(-1)).toEqual({
      day: '2026-11-24',
      records: 1,
      priority: 5,
    });
  });

  it('refuse what is no zone and no number of days, and are of incidents alone', async () => {
    const { body } = await itsm
      .call('eddie', 'get', '/v1/incidents/outages?zone=Mars/Crater')
      .expect(400);
    expect(body.error.code).toBe('unknown_zone');
    await itsm.call('eddie', 'get', '/v1/incidents/outages?days=0').expect(400);
    await itsm.call('eddie', 'get', '/v1/changes/outages').expect(404);
  });
});
