import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from './__testUtils__/databases';
import { deliver as deliverTo } from './__testUtils__/deliver';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';
import {
  GithubRun,
  type GithubDelivery,
} from './inbox/__testUtils__/githubDeliveries';

const databases = TestDatabases.create({ ids: databaseIds });
const MINUTE = 60_000;

describe.each(databaseIds)('the story of a bad deployment, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const deliver = async (delivery: GithubDelivery) => {
    const { status } = await deliverTo(itsm, delivery);
    expect(status).toBe('processed');
  };
  const onTab = async (state = 'all') =>
    (
      await itsm.call(
        'eddie',
        'get',
        `/v1/changes?entity=checkout&state=${state}`,
      )
    ).body.items;
  const told = () =>
    itsm.sent.map(n => [
      n.payload.title,
      [n.recipients.entityRef].flat().sort(),
    ]);

  it('is told once to each who should know, from the incident to the closed changes', async () => {
    const opened = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    expect(opened.status).toBe(201);

    const bad = new GithubRun({ runId: 1, sha: 'b'.repeat(40) });
    await deliver(bad.deployment(1, itsm.clock.at));
    await deliver(bad.status(1, 'failure', itsm.clock.at + MINUTE));
    expect(await onTab()).toMatchObject([
      {
        number: 'CHG-000001',
        state: 'closed',
        fields: { closeCode: 'unsuccessful' },
      },
    ]);

    itsm.clock.at += 10 * MINUTE;
    const good = new GithubRun({ runId: 2, sha: 'a'.repeat(40) });
    await deliver(good.deployment(2, itsm.clock.at));
    expect(await onTab('open')).toMatchObject([
      {
        number: 'CHG-000002',
        state: 'implement',
        fields: { type: 'registration' },
      },
    ]);
    itsm.clock.at += MINUTE;
    await deliver(good.status(2, 'success', itsm.clock.at));
    expect(await onTab('open')).toMatchObject([
      { number: 'CHG-000002', state: 'review' },
    ]);

    await itsm
      .call(
        'eddie',
        'post',
        `/v1/incidents/${opened.body.number}/actions/resolve`,
      )
      .set('if-match', '1')
      .send({
        code: 'by_change',
        notes: 'Rolled forward',
        causedBy: 'CHG-000001',
      })
      .expect(200);

    itsm.clock.at += 59 * MINUTE;
    await itsm.run('itsm-timers');
    expect(await onTab('open')).toMatchObject([
      { number: 'CHG-000002', state: 'review' },
    ]);
    itsm.clock.at += MINUTE;
    await itsm.run('itsm-timers');
    await itsm.run('itsm-timers');
    expect(await onTab('open')).toEqual([]);
    expect((await onTab())[0]).toMatchObject({
      number: 'CHG-000002',
      state: 'closed',
      fields: { closeCode: 'successful', result: 'success' },
    });

    // The bad change knows what it caused.
    const cause = await itsm.call('eddie', 'get', '/v1/records/CHG-000001');
    expect(cause.body.links).toContainEqual(
      expect.objectContaining({
        role: 'causedBy',
        incoming: true,
        ref: opened.body.number,
      }),
    );

    await itsm.settle();
    await itsm.settle();
    const notices = told();
    expect(new Set(notices.map(n => JSON.stringify(n))).size).toBe(
      notices.length,
    );
    const team = ['group:default/team-checkout'];
    expect(notices).toContainEqual([
      'INC-000001 created: Checkout answers 500',
      team,
    ]);
    expect(notices).toContainEqual([
      'INC-000001 new → resolved: Checkout answers 500',
      ['group:default/team-checkout', 'user:default/rita'],
    ]);
    const byEntry = itsm.sent.map(n => n.payload.scope);
    expect(new Set(byEntry).size).toBe(byEntry.length);
    expect(
      (await itsm.call('adam', 'post', '/v1/audit/verify').send({})).body,
    ).toMatchObject({ intact: true });
  });

  it('a change that caused a P1 or P2 waits for a person instead of closing as successful', async () => {
    const run = new GithubRun({ runId: 3, sha: 'c'.repeat(40) });
    await deliver(run.deployment(3, itsm.clock.at));
    await deliver(run.status(3, 'success', itsm.clock.at));
    const { body } = await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    await itsm
      .call('olivia', 'post', `/v1/incidents/${body.number}/links`)
      .send({ role: 'causedBy', target: 'record', ref: 'CHG-000003' })
      .expect(200);
    itsm.clock.at += 120 * MINUTE;
    await itsm.run('itsm-timers');
    expect(await onTab('open')).toMatchObject([
      { number: 'CHG-000003', state: 'review' },
    ]);
    const version = (await itsm.call('eddie', 'get', '/v1/records/CHG-000003'))
      .body.version;
    await itsm
      .call('eddie', 'post', '/v1/changes/CHG-000003/actions/close')
      .set('if-match', `"${version}"`)
      .send({ closeCode: 'with_issues' })
      .expect(200);
  });

  const planned = async (revision: string) => {
    const at = itsm.clock.at;
    const iso = (ms: number) => new Date(ms).toISOString();
    const created = await itsm.call('eddie', 'post', '/v1/changes').send({
      type: 'normal',
      title: 'New payment provider',
      environment: 'production',
      entities: ['checkout'],
      justification: 'Cheaper',
      implementationPlan: 'Deploy',
      backoutPlan: 'Deploy the old one',
      testPlan: 'Pay once',
      plannedStart: iso(at - MINUTE),
      plannedEnd: iso(at + 120 * MINUTE),
      revision,
      approvers: ['group:default/change-managers'],
    });
    expect(created.status).toBe(201);
    const { number } = created.body;
    const act = async (person: any, action: string, input = {}) => {
      const { version } = (
        await itsm.call('adam', 'get', `/v1/records/${number}`)
      ).body;
      return itsm
        .call(person, 'post', `/v1/changes/${number}/actions/${action}`)
        .set('if-match', `"${version}"`)
        .send(input);
    };
    return { number, act };
  };

  it('a planned change is assessed, authorized, implemented by the pipeline and closed by its owner', async () => {
    const { number, act } = await planned('d'.repeat(40));
    expect((await act('eddie', 'request_assessment')).body.state).toBe(
      'assess',
    );
    expect((await act('eddie', 'approve_assessment')).status).toBe(403);
    const seen = await itsm.call('chen', 'get', `/v1/records/${number}`);
    expect(seen.body.actions).toContainEqual({ name: 'approve_assessment' });
    expect((await act('chen', 'approve_assessment')).body.state).toBe(
      'authorize',
    );
    expect((await act('chen', 'authorize')).body.state).toBe('scheduled');

    const run = new GithubRun({ runId: 4, sha: 'd'.repeat(40) });
    await deliver(run.deployment(4, itsm.clock.at));
    await deliver(run.status(4, 'success', itsm.clock.at + MINUTE));
    const joined = await itsm.call('eddie', 'get', `/v1/records/${number}`);
    expect(joined.body).toMatchObject({
      state: 'review',
      fields: { result: 'success' },
    });
    expect((await onTab('open')).map((c: any) => c.number)).toEqual([number]);
    expect(
      (await act('eddie', 'close', { closeCode: 'successful' })).body.state,
    ).toBe('closed');
  });

  it('a change that its approver ran stays in review until somebody else confirms it, and in a list of its own', async () => {
    const { number, act } = await planned('e'.repeat(40));
    await act('eddie', 'request_assessment');
    await act('chen', 'approve_assessment');
    await act('chen', 'authorize');
    const run = new GithubRun({
      runId: 5,
      sha: 'e'.repeat(40),
      login: 'chen',
    });
    await deliver(run.deployment(5, itsm.clock.at));
    await deliver(run.status(5, 'success', itsm.clock.at + MINUTE));
    itsm.clock.at += 24 * 60 * MINUTE;
    await itsm.run('itsm-timers');

    const selfApproved = async (state: string) => {
      const path = `/v1/changes?only=selfApproved&state=${state}`;
      const { body } = await itsm.call('eddie', 'get', path);
      return body.items.map((c: any) => [c.number, c.state]);
    };
    expect(await selfApproved('open')).toEqual([[number, 'review']]);
    const success = { closeCode: 'successful' };
    expect((await act('chen', 'close', success)).status).toBe(403);
    expect((await act('eddie', 'close', success)).body.state).toBe('closed');
    expect(await selfApproved('open')).toEqual([]);
    expect(await selfApproved('all')).toEqual([[number, 'closed']]);
  });
});
