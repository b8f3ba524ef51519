import { TestDatabases } from '@backstage/backend-test-utils';
import { incident, type DeploymentReport } from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT,
  NOON,
  QUIET_MS,
  startInbox,
} from '../inbox/__testUtils__/startInbox';
import { iso, MINUTE, origin, report, told } from './__testUtils__/reports';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('deployments on %s', id => {
  const start = async (options?: Parameters<typeof startInbox>[1]) =>
    startInbox(await databases.init(id), options);

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
      'prod-eu',
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

  it('lets the end of a run end what is known, and makes nothing of it alone', async () => {
    const inbox = await start();
    const end = (runId: string) =>
      inbox.deployments.report(
        origin,
        {
          deployments: [],
          completions: [
            {
              repository: 'acme/checkout',
              runId,
              attempt: 1,
              outcome: 'failure',
              at: iso(30),
            },
          ],
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
