import { TestDatabases } from '@backstage/backend-test-utils';
import {
  change,
  incident,
  type DeploymentReport,
} from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT,
  NOON,
  PAYMENT,
  QUIET_MS,
  startInbox,
  type TestInbox,
} from '../inbox/__testUtils__/startInbox';
import type { ReportOrigin } from './EntityMapping';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: databaseIds });
const SHA = '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213';
const MINUTE = 60_000;

const origin: ReportOrigin = {
  instance: 'shop',
  annotations: ['itsm/repository'],
  userAnnotation: 'github.com/user-login',
  trustEntityRefs: false,
};

const iso = (minute: number) => new Date(NOON + minute * MINUTE).toISOString();

const told = (over: Partial<DeploymentReport> = {}): DeploymentReport => ({
  repository: 'acme/checkout',
  runId: '100',
  environment: 'production',
  state: 'in_progress',
  revision: SHA,
  at: iso(0),
  ...over,
});

describe.each(databaseIds)('deployments on %s', id => {
  const start = async (options?: Parameters<typeof startInbox>[1]) =>
    startInbox(await databases.init(id), options);

  const report = (
    inbox: TestInbox,
    over: Partial<DeploymentReport> = {},
    from: Partial<ReportOrigin> = {},
  ) =>
    inbox.deployments.report(
      { ...origin, ...from },
      { deployments: [told(over)] },
      {
        // What is told of a later time arrives at that time.
        at: Math.max(inbox.clock.now, Date.parse(over.at ?? iso(0))),
        actor: { type: 'service', ref: 'service:shop' },
      },
    );

  const announced = (inbox: TestInbox, data: object, state = 'scheduled') =>
    inbox.records.transaction(tx =>
      tx.open(
        change,
        {
          state,
          patch: { title: 'Announced', environment: 'production' },
          data: { type: 'normal', revision: SHA.slice(0, 7), ...data },
        },
        {
          actor: { type: 'user', ref: 'user:default/eddie' },
          at: inbox.clock.now,
          channel: 'portal',
          entities: [CHECKOUT],
        },
      ),
    );

  it('observes a success and then closes it', async () => {
    const inbox = await start();
    await report(inbox, { state: 'in_progress', deployer: 'eddie' });
    await report(inbox, { state: 'success', at: iso(5) });
    const [review] = await inbox.changes();
    expect(review).toMatchObject({
      state: 'review',
      requester: 'user:default/eddie',
      data: {
        type: 'registration',
        result: 'success',
        actualStart: NOON,
        actualEnd: NOON + 5 * MINUTE,
        deployer: 'user:default/eddie',
      },
    });
    await inbox.passTime(QUIET_MS + 4 * MINUTE);
    expect((await inbox.changes())[0].state).toBe('review');
    await inbox.passTime(MINUTE);
    expect((await inbox.changes())[0]).toMatchObject({
      state: 'closed',
      data: { closeCode: 'successful' },
    });
  });

  it('closes at once without a quiet period, and a failure always', async () => {
    const inbox = await start({ quietMs: 0 });
    await report(inbox, { state: 'success' });
    await report(inbox, { runId: '101', state: 'failure' });
    expect(
      (await inbox.changes()).map(c => [c.state, c.data.closeCode]),
    ).toEqual([
      ['closed', 'successful'],
      ['closed', 'unsuccessful'],
    ]);
    expect(await inbox.knex('timers')).toEqual([]);
  });

  it('gives 8 matrix jobs and a second attempt one change and one number', async () => {
    const inbox = await start();
    const jobs = Array.from({ length: 8 }, (_, job) => `deploy (${job})`);
    await Promise.all(
      jobs.map((job, i) =>
        report(inbox, { deploymentId: `${i}`, job, at: iso(i) }),
      ),
    );
    await Promise.all(
      jobs.map((job, i) =>
        report(inbox, {
          deploymentId: `${i}`,
          job,
          at: iso(10 + i),
          state: i === 3 ? 'failure' : 'success',
        }),
      ),
    );
    const [failed] = await inbox.changes();
    expect(failed).toMatchObject({
      state: 'closed',
      data: { closeCode: 'unsuccessful', actualEnd: NOON + 17 * MINUTE },
    });
    const again = { deploymentId: '9', job: jobs[3], attempt: 2 };
    await report(inbox, { ...again, at: iso(20) });
    expect((await inbox.changes())[0].data.closeCode).toBe('unsuccessful');
    await report(inbox, { ...again, at: iso(25), state: 'success' });
    const changes = await inbox.changes();
    expect(changes.map(c => c.number)).toEqual(['CHG-000001']);
    expect(changes[0]).toMatchObject({
      state: 'closed',
      data: { closeCode: 'successful', result: 'success', actualStart: NOON },
    });
    expect(await inbox.knex('deployments')).toHaveLength(1);
  });

  it("keeps a person's close code and corrects only its own", async () => {
    const inbox = await start();
    await report(inbox, { state: 'success' });
    const [{ id: recordId }] = await inbox.changes();
    await inbox.records.transaction(tx =>
      tx.act(
        recordId,
        'close',
        { closeCode: 'with_issues' },
        {
          actor: { type: 'user', ref: 'user:default/chen' },
          at: inbox.clock.now,
          capabilities: ['agent'],
        },
      ),
    );
    await report(inbox, { state: 'failure', attempt: 2, at: iso(9) });
    expect((await inbox.changes())[0].data).toMatchObject({
      result: 'failure',
      closeCode: 'with_issues',
    });
  });

  it('leaves a change that caused an urgent incident to people', async () => {
    const inbox = await start({ quietMs: 0 });
    const [{ record }] = await report(inbox);
    await inbox.records.transaction(tx =>
      tx.open(
        incident,
        {
          state: 'new',
          patch: { title: 'Down', impact: 'high', urgency: 'high' },
          data: {},
        },
        {
          actor: { type: 'user', ref: 'user:default/rita' },
          at: inbox.clock.now,
          channel: 'portal',
          entities: [CHECKOUT],
          links: [{ role: 'causedBy', target: 'record', ref: record!.number }],
        },
      ),
    );
    const [{ record: after }] = await report(inbox, { state: 'success' });
    expect(after).toMatchObject({
      state: 'review',
      data: { result: 'success' },
    });
    const [{ record: failed }] = await report(inbox, {
      state: 'failure',
      attempt: 2,
      at: iso(9),
    });
    expect(failed).toMatchObject({
      state: 'closed',
      data: { closeCode: 'unsuccessful' },
    });
  });

  it('lets a person and a pipeline move one change at once', async () => {
    const inbox = await start();
    for (let round = 0; round < 15; round += 1) {
      const run = { runId: `r${round}`, revision: `v${round}` };
      const [{ record }] = await report(inbox, run);
      const agent = {
        actor: { type: 'user' as const, ref: 'user:default/eddie' },
        at: inbox.clock.now,
        capabilities: ['agent' as const],
      };
      const [piped] = await Promise.allSettled([
        report(inbox, { ...run, state: 'success' }),
        inbox.records.transaction(tx =>
          tx.act(record!.id, 'finish', { result: 'success' }, agent),
        ),
      ]);
      expect(piped.status).toBe('fulfilled');
    }
    const states = (await inbox.changes()).map(c => c.state);
    expect(new Set(states)).toEqual(new Set(['review']));
  });

  it('stores other environments without a change', async () => {
    const inbox = await start();
    const [{ deployment }] = await report(inbox, { environment: 'staging' });
    expect(deployment).toMatchObject({
      production: false,
      unmappedReason: null,
    });
    await report(inbox, { environment: 'eu', production: true });
    await report(inbox, { environment: 'Prod-eu', runId: '2', revision: 'b' });
    expect((await inbox.changes()).map(c => c.environment)).toEqual([
      'eu',
      'Prod-eu',
    ]);
  });

  it('makes a change of what is told to be production in any order', async () => {
    const inbox = await start();
    const plain = { environment: 'eu', at: iso(0) };
    const flagged = { environment: 'eu', at: iso(1), production: true };
    const ended = { environment: 'eu', at: iso(2), state: 'success' } as const;
    const orders = [
      [plain, flagged, ended],
      [plain, ended, flagged],
      [flagged, plain, ended],
      [flagged, ended, plain],
      [ended, plain, flagged],
      [ended, flagged, plain],
    ];
    for (const [n, order] of orders.entries()) {
      const run = { runId: `o${n}`, revision: `v${n}` };
      for (const each of order) await report(inbox, { ...each, ...run });
    }
    const rows = await inbox.knex('deployments').select('production');
    expect(rows.map(row => Number(row.production))).toEqual(
      orders.map(() => 1),
    );
    expect(
      (await inbox.changes()).map(({ state, data }) => [
        state,
        data.result,
        data.actualEnd,
      ]),
    ).toEqual(orders.map(() => ['review', 'success', NOON + 2 * MINUTE]));
  });

  it('believes no clock that is ahead of its own', async () => {
    const inbox = await start();
    const at = { at: NOON, actor: { type: 'service', ref: 'service:shop' } };
    const tell = (over: Partial<DeploymentReport>) =>
      inbox.deployments.report(
        origin,
        { deployments: [told(over)] },
        at as Parameters<typeof inbox.deployments.report>[2],
      );
    await tell({ state: 'success', at: iso(60 * 24 * 365) });
    expect((await inbox.changes())[0]).toMatchObject({
      state: 'review',
      data: { result: 'success', actualEnd: NOON },
    });
    // A correction told in the right time counts.
    at.at += MINUTE;
    await tell({ state: 'failure', at: iso(1) });
    expect((await inbox.changes())[0].data.result).toBe('failure');
    await tell({ state: 'success', at: iso(99_999), runId: '7' });
    await inbox.passTime(QUIET_MS + MINUTE);
    expect((await inbox.changes()).map(c => c.state)).toEqual([
      'closed',
      'closed',
    ]);
  });

  it('joins the announced change and moves it', async () => {
    const inbox = await start();
    const planned = await announced(inbox, {});
    await report(inbox, { at: iso(1) });
    await report(inbox, { state: 'success', at: iso(2) });
    const changes = await inbox.changes();
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({
      number: planned.number,
      state: 'review',
      data: { result: 'success', actualStart: NOON + MINUTE },
    });
    expect(await inbox.knex('timers')).toEqual([]);
    const links = await inbox.knex('links').where({ role: 'deployedBy' });
    expect(links).toHaveLength(1);
  });

  it('finds the announced change behind many that other runs registered', async () => {
    const inbox = await start();
    const planned = await announced(inbox, {});
    for (let run = 0; run < 60; run += 1) {
      await report(inbox, {
        runId: `other-${run}`,
        revision: `${run}`.padStart(40, 'b'),
      });
    }
    await report(inbox, { at: iso(1) });
    const changes = await inbox.changes();
    expect(changes).toHaveLength(61);
    expect(changes.find(c => c.number === planned.number)?.state).toBe(
      'implement',
    );
  });

  it('joins the named change rather than the matching one', async () => {
    const inbox = await start();
    await announced(inbox, {});
    const named = await announced(inbox, {});
    await report(inbox, { changeRef: named.number.toLowerCase() });
    expect((await inbox.changes()).map(c => c.state)).toEqual([
      'scheduled',
      'implement',
    ]);
  });

  it.each([
    ['CHG-000099', {}, 'scheduled', 'not_found'],
    ['CHG-000001', {}, 'new', 'state_new'],
    ['CHG-000001', { revision: 'other' }, 'scheduled', 'revision_mismatch'],
  ])(
    'registers and says why when %s %j in %s is not it',
    async (changeRef, data, state, why) => {
      const inbox = await start();
      await announced(inbox, { revision: 'v0', ...data }, state);
      await report(inbox, { changeRef });
      const [, registered] = await inbox.changes();
      expect(registered.data.type).toBe('registration');
      const [entry] = await inbox
        .knex('entries')
        .where({ record_id: registered.id, verb: 'deployed' });
      expect(JSON.parse(entry.content).body.changeRefRefused).toBe(why);
    },
  );

  it('tells a change that it was deployed outside its window', async () => {
    const inbox = await start();
    const planned = await announced(inbox, { windowStart: NOON + QUIET_MS });
    await report(inbox);
    const [record] = await inbox.changes();
    expect(record.state).toBe('scheduled');
    const entries = await inbox
      .knex('entries')
      .where({ record_id: planned.id });
    expect(JSON.parse(entries[1].content).body.refused).toBe('outside_window');
  });

  it('keeps what it can not map and files it after a mapping', async () => {
    const inbox = await start();
    const unknown = { repository: 'Acme/Unknown' };
    await report(inbox, { ...unknown, state: 'success' });
    await report(inbox, { ...unknown, runId: '2', revision: 'b' });
    await report(inbox, { ...unknown, runId: '3', environment: 'test' });
    expect(await inbox.changes()).toEqual([]);
    const mapped = await inbox.mappings.map(
      { repository: 'acme/unknown', entities: [CHECKOUT, PAYMENT] },
      'user:default/adam',
    );
    expect(mapped).toBe(3);
    expect((await inbox.changes()).map(c => [c.title, c.state])).toEqual([
      ['Deploy checkout and 1 more 1a2b3c4 to production', 'review'],
      ['Deploy checkout and 1 more b to production', 'implement'],
    ]);
    await report(inbox, { ...unknown, runId: '4', revision: 'c' });
    expect(await inbox.changes()).toHaveLength(3);
  });

  it('files waiting deployments once an annotation was added', async () => {
    const inbox = await start();
    await report(inbox, { repository: 'acme/late' });
    inbox.catalog.annotations.set('itsm/repository=acme/late', [PAYMENT]);
    expect(await inbox.mappings.sweep()).toBe(1);
    expect(await inbox.mappings.sweep()).toBe(0);
    expect(await inbox.changes()).toHaveLength(1);
  });

  it('lets a report name only what it may', async () => {
    const inbox = await start();
    const [foreign] = await report(inbox, { entityRef: 'payment' });
    expect(foreign.deployment.unmappedReason).toBe('entity_not_allowed');
    await report(inbox, { entityRef: 'checkout', runId: '2' });
    const trusted = { trustEntityRefs: true };
    await report(inbox, { entityRef: 'payment', runId: '3' }, trusted);
    const [nowhere] = await report(
      inbox,
      { entityRef: 'nobody', runId: '4' },
      trusted,
    );
    expect(nowhere.deployment.unmappedReason).toBe('no_entity');
    expect((await inbox.changes()).map(c => c.title)).toEqual([
      'Deploy checkout 1a2b3c4 to production',
      'Deploy payment 1a2b3c4 to production',
    ]);
  });

  it('lets the end of a run end what is known, and makes nothing of it alone', async () => {
    const inbox = await start();
    const end = (runId: string) =>
      inbox.deployments.report(
        origin,
        {
          deployments: [],
          completion: {
            repository: 'acme/checkout',
            runId,
            attempt: 1,
            outcome: 'failure',
            at: iso(30),
          },
        },
        {
          at: NOON + 30 * MINUTE,
          actor: { type: 'service', ref: 'service:shop' },
        },
      );
    expect(await end('100')).toEqual([]);
    expect(await inbox.changes()).toEqual([]);
    await report(inbox);
    const [ended] = await inbox.changes();
    expect(ended).toMatchObject({
      state: 'closed',
      data: { closeCode: 'unsuccessful', actualEnd: NOON + 30 * MINUTE },
    });
    await report(inbox, { runId: '101', revision: 'b' });
    await end('101');
    expect((await inbox.changes())[1].state).toBe('closed');
  });
});
