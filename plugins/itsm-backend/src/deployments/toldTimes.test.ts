import { ConfigReader } from '@backstage/config';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import fc from 'fast-check';
import request from 'supertest';
import { databaseIds } from '../__testUtils__/databases';
import {
  hex,
  NOON,
  QUIET_MS,
  startInbox,
  type TestInbox,
} from '../inbox/__testUtils__/startInbox';
import { announced, iso, MINUTE, origin, told } from './__testUtils__/reports';
import { readPlausiblePast, timeOf } from './toldTime';

const databases = TestDatabases.create({ ids: databaseIds });
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Times that a report of noon can't be of. */
const ODD = [
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  iso(-24 * 60 - 1),
  iso(6),
  '2099-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
];

/** Tells it now, whatever time it says. */
const tell = (inbox: TestInbox, over: Partial<DeploymentReport>) =>
  inbox.deployments.report(
    origin,
    { deployments: [told(over)] },
    {
      at: inbox.clock.now,
      actor: { type: 'service', ref: 'service:shop' },
    },
  );

describe('a time that is told', () => {
  const receipt = { receivedAt: NOON, plausiblePastMs: DAY };

  it('is taken for the receipt unless it is plausible then, and is never later', () => {
    fc.assert(
      fc.property(
        fc.date({
          min: new Date('0001-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        }),
        date => {
          const time = date.getTime();
          const isPlausible = time >= NOON - DAY && time <= NOON + 5 * MINUTE;
          expect(timeOf({ at: date.toISOString() }, receipt)).toEqual(
            isPlausible
              ? { at: Math.min(NOON, time) }
              : { at: NOON, implausible: date.toISOString() },
          );
        },
      ),
    );
    expect(timeOf({}, receipt)).toEqual({ at: NOON });
    expect(timeOf({ at: 'yesterday' }, receipt)).toEqual({
      at: NOON,
      implausible: 'yesterday',
    });
  });

  it('may lie back as far as configured', () => {
    const read = (plausiblePast?: unknown) =>
      readPlausiblePast(
        new ConfigReader(
          plausiblePast ? { itsm: { deployments: { plausiblePast } } } : {},
        ),
      );
    expect(read()).toBe(DAY);
    expect(read({ days: 3 })).toBe(3 * DAY);
    expect(read('PT2H')).toBe(2 * HOUR);
    expect(() => read({ hours: 0 })).toThrow(/plausiblePast/);
  });
});

describe.each(databaseIds)('times that sources tell on %s', id => {
  const start = async (options?: Parameters<typeof startInbox>[1]) =>
    startInbox(await databases.init(id), options);

  it('never shorten or stretch the quiet period, and are kept beside what stands for them', async () => {
    const inbox = await start();
    // A plausible time has no say in it either
    for (const [n, at] of [...ODD, iso(-23 * 60)].entries()) {
      await tell(inbox, { runId: `${n}`, state: 'success', at });
    }
    const dues = await inbox.knex('timers').pluck('due_at');
    expect(dues.map(Number)).toEqual([...ODD, ''].map(() => NOON + QUIET_MS));
    expect((await inbox.changes()).map(c => c.data.actualEnd)).toEqual([
      ...ODD.map(() => NOON),
      NOON - 23 * HOUR,
    ]);
    const entries = await inbox.knex('entries').where({ verb: 'deployed' });
    expect(
      entries.map(({ content }) => JSON.parse(content).body.implausibleTime),
    ).toEqual(ODD);
    const [{ children }] = await inbox.knex('deployments').orderBy('id');
    expect(JSON.parse(children)[0].implausible).toEqual([
      { state: 'success', told: ODD[0], at: NOON },
    ]);
    await inbox.passTime(QUIET_MS - 1);
    expect(new Set((await inbox.changes()).map(c => c.state))).toEqual(
      new Set(['review']),
    );
    await inbox.passTime(1);
    expect(new Set((await inbox.changes()).map(c => c.state))).toEqual(
      new Set(['closed']),
    );
  });

  it('fulfil no planned time that is over or still to come', async () => {
    const inbox = await start();
    const past = { plannedStart: NOON - 3 * HOUR, plannedEnd: NOON - HOUR };
    const next = { plannedStart: NOON + HOUR, plannedEnd: NOON + 2 * HOUR };
    const open = { plannedStart: NOON - HOUR, plannedEnd: NOON + HOUR };
    const windows: { plannedStart?: number; plannedEnd: number }[] = [
      past,
      next,
      open,
      { plannedEnd: 0 },
    ];
    for (const [n, window] of windows.entries()) {
      const revision = `v1.0.${n}`;
      await announced(inbox, { ...window, revision });
      const inside = (window.plannedStart ?? NOON) + MINUTE;
      const at = new Date(inside).toISOString();
      await tell(inbox, { runId: `${n}`, revision, at });
    }
    expect((await inbox.changes()).map(c => c.state)).toEqual([
      'scheduled',
      'scheduled',
      'implement',
      'scheduled',
    ]);
  });

  it('are judged by when they came, not by when they are worked off or mapped', async () => {
    const inbox = await start();
    const window = { plannedStart: NOON, plannedEnd: NOON + MINUTE };
    await announced(inbox, { ...window, revision: 'v1.0.0' });
    await announced(inbox, { ...window, revision: 'v2.0.0' });
    const body = (over: object) =>
      Buffer.from(JSON.stringify(told({ at: undefined, ...over })));
    const { delivery } = await inbox.store.add(
      {
        instance: 'shop',
        key: '1',
        headers: {},
        body: body({ revision: 'v1.0.0' }),
        receivedAt: NOON,
      },
      inbox.worker.claim(),
    );
    await tell(inbox, {
      runId: '2',
      revision: 'v2.0.0',
      repository: 'acme/late',
    });
    inbox.clock.now += HOUR;
    await inbox.worker.process({
      ...delivery,
      headers: {},
      body: body({ revision: 'v1.0.0' }),
    });
    inbox.catalog.annotations.set('itsm/repository=acme/late', [
      'component:default/checkout',
    ]);
    await inbox.mappings.sweep();
    expect((await inbox.changes()).map(c => c.state)).toEqual([
      'implement',
      'implement',
    ]);
  });

  it('change nothing when they are told again', async () => {
    const inbox = await start();
    const reports = [
      { state: 'in_progress', at: ODD[0] },
      { state: 'success', at: ODD[1], runUrl: 'https://ci.example/1' },
    ] as const;
    for (const each of reports) {
      await tell(inbox, each);
      inbox.clock.now += MINUTE;
    }
    const stateOf = async () => ({
      deployments: await inbox.knex('deployments'),
      entries: await inbox.knex('entries').orderBy('id'),
      records: await inbox.knex('records'),
    });
    const before = await stateOf();
    for (const each of [...reports, ...reports]) {
      inbox.clock.now += MINUTE;
      expect(
        await inbox.deployments.isKnown(origin, told(each), {
          receivedAt: inbox.clock.now,
          plausiblePastMs: DAY,
        }),
      ).toBe(true);
      await tell(inbox, each);
    }
    expect(await stateOf()).toEqual(before);
  });

  it('are corrected by what comes later, however odd the first one was', async () => {
    const inbox = await start();
    await tell(inbox, { state: 'success', at: ODD[4] });
    inbox.clock.now += MINUTE;
    await tell(inbox, { state: 'failure', at: iso(1) });
    expect((await inbox.changes())[0].data.result).toBe('failure');
  });

  it('are kept of the end of a run, and told on its change', async () => {
    const inbox = await start();
    await tell(inbox, {});
    const end = () =>
      inbox.deployments.report(
        origin,
        {
          deployments: [],
          completions: [
            {
              repository: 'acme/checkout',
              runId: '100',
              attempt: 1,
              outcome: 'success',
              at: ODD[0],
            },
          ],
        },
        {
          at: inbox.clock.now,
          actor: { type: 'service', ref: 'service:shop' },
        },
      );
    await end();
    expect((await inbox.changes())[0].data.actualEnd).toBe(NOON);
    const entries = await inbox.knex('entries').where({ verb: 'deployed' });
    expect(JSON.parse(entries[0].content).body.implausibleTime).toBe(ODD[0]);
    inbox.clock.now += MINUTE;
    await end();
    expect(await inbox.knex('entries').where({ verb: 'deployed' })).toEqual(
      entries,
    );
  });

  it.each([...ODD, 'yesterday', '', 1_795_000_000, null, {}])(
    'are no reason to refuse a webhook: %j',
    async at => {
      const inbox = await start();
      const body = JSON.stringify({ ...told({ state: 'success' }), at });
      await request(inbox.app)
        .post('/hooks/shop')
        .set('x-itsm-signature-256', `sha256=${hex(body)}`)
        .send(body)
        .expect(202);
      await inbox.worker.idle();
      expect((await inbox.changes()).map(c => c.data.actualEnd)).toEqual([
        NOON,
      ]);
    },
  );
});
