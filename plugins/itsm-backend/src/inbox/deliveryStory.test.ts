import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { deliver as deliverTo, send } from '../__testUtils__/deliver';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';
import {
  GithubRun,
  type GithubDelivery,
} from './__testUtils__/githubDeliveries';

const databases = TestDatabases.create({ ids: databaseIds });
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(databaseIds)('from a webhook to a closed change, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const deliver = (delivery: GithubDelivery) => deliverTo(itsm, delivery);

  it('registers a deployment, observes it and closes it', async () => {
    const run = new GithubRun({ runId: 1 });
    const began = itsm.clock.at;
    const first = await deliver(run.deployment(11, began));
    expect(first).toMatchObject({
      instance: 'github',
      event: 'deployment',
      status: 'processed',
      attempts: 1,
      records: ['CHG-000001'],
    });
    itsm.clock.at = began + 5 * MINUTE;
    await deliver(run.status(11, 'in_progress', began + MINUTE));
    await deliver(run.status(11, 'success', began + 5 * MINUTE));
    const change = await itsm.call('eddie', 'get', '/v1/changes/CHG-000001');
    expect(change.body).toMatchObject({
      state: 'review',
      title: 'Deploy checkout 1a2b3c4 to production',
      entities: ['component:default/checkout'],
      assignmentGroup: 'group:default/team-checkout',
      channel: 'pipeline',
      fields: {
        type: 'registration',
        result: 'success',
        revision: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
        runUrl: 'https://github.com/Acme/Checkout/actions/runs/1',
        deployer: 'eddie',
        actualStart: new Date(began + MINUTE).toISOString(),
        actualEnd: new Date(began + 5 * MINUTE).toISOString(),
      },
    });
    itsm.clock.at += HOUR;
    await itsm.run('itsm-timers');
    const closed = await itsm.call('eddie', 'get', '/v1/changes/CHG-000001');
    expect(closed.body).toMatchObject({
      state: 'closed',
      fields: { closeCode: 'successful' },
    });
  });

  it('closes a failure at once and lists it on the entity', async () => {
    const run = new GithubRun({ runId: 2 });
    await deliver(run.status(21, 'failure', itsm.clock.at));
    const { body } = await itsm.call(
      'stan',
      'get',
      '/v1/deployments?entity=checkout&limit=1',
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        instance: 'github',
        repository: 'acme/checkout',
        production: true,
        outcome: 'failure',
        change: 'CHG-000002',
        entities: ['component:default/checkout'],
      }),
    ]);
    const next = await itsm.call(
      'stan',
      'get',
      `/v1/deployments?entity=checkout&cursor=${body.nextCursor}`,
    );
    expect(next.body.items.map((d: any) => d.change)).toEqual(['CHG-000001']);
    const refused = await itsm.call(
      'rita',
      'get',
      '/v1/deployments?entity=checkout',
    );
    expect(refused.status).toBe(403);
  });

  it('hides a deployment with its change: no gap and no cursor tells of it', async () => {
    // A closed change is not edited any more
    const restrict = (restricted: number) =>
      knex('records').where({ number: 'CHG-000002' }).update({ restricted });
    const seenBy = async (person: 'stan' | 'eddie') => {
      const path = '/v1/deployments?entity=checkout&limit=1';
      const { body } = await itsm.call(person, 'get', path);
      return [body.items.map((d: any) => d.change), body.nextCursor === null];
    };
    await restrict(1);
    expect(await seenBy('stan')).toEqual([['CHG-000001'], true]);
    expect(await seenBy('eddie')).toEqual([['CHG-000002'], false]);
    await restrict(0);
  });

  it('ignores what is of no interest and shows that it did', async () => {
    const ping = { id: 'ping-1', event: 'ping', body: '{"zen":"x"}' };
    const answer = await send(itsm, ping).expect(202);
    expect(answer.body).toEqual({ ignored: 'event:ping' });
    const { body } = await itsm.call(
      'adam',
      'get',
      '/v1/deliveries?status=ignored',
    );
    expect(body.items).toEqual([
      expect.objectContaining({ key: 'ping-1', reason: 'event:ping' }),
    ]);
  });

  it('keeps what nobody knows until a repository is mapped', async () => {
    const run = new GithubRun({ runId: 3, repository: 'acme/secret' });
    const kept = await deliver(run.deployment(31, itsm.clock.at));
    expect(kept).toMatchObject({ status: 'processed', records: [] });
    const waiting = await itsm.call(
      'adam',
      'get',
      '/v1/deployments?unmapped=true',
    );
    expect(waiting.body.items).toEqual([
      expect.objectContaining({
        repository: 'acme/secret',
        change: null,
        unmappedReason: 'no_entity',
      }),
    ]);
    const map = (person: any, body: object) =>
      itsm.call(person, 'post', '/v1/mappings').send(body);
    const mapping = { repository: 'Acme/Secret', entities: ['search'] };
    expect((await map('eddie', mapping)).status).toBe(403);
    const unknown = await map('adam', { ...mapping, entities: ['nobody'] });
    expect([unknown.status, unknown.body.error.code]).toEqual([
      400,
      'entity_not_found',
    ]);
    const nowhere = await map('adam', { ...mapping, instance: 'gitlab' });
    expect(nowhere.body.error.code).toBe('unknown_instance');
    expect((await map('adam', mapping)).body).toMatchObject({
      mapped: 1,
      alias: { name: 'acme/secret', state: 'active' },
    });
    const change = await itsm.call('stan', 'get', '/v1/changes/CHG-000003');
    expect(change.body).toMatchObject({
      state: 'implement',
      entities: ['component:default/search'],
    });
    const left = await itsm.call(
      'adam',
      'get',
      '/v1/deployments?unmapped=true',
    );
    expect(left.body.items).toEqual([]);
  });

  it('makes one change of several entities of one repository', async () => {
    const run = new GithubRun({ runId: 4, repository: 'acme/shop' });
    const { records } = await deliver(run.deployment(41, itsm.clock.at));
    const change = await itsm.call('eddie', 'get', `/v1/changes/${records[0]}`);
    expect(change.body.entities.sort()).toEqual([
      'component:default/cart',
      'component:default/wishlist',
    ]);
  });

  it('takes reports from a pipeline, as often as they are sent', async () => {
    const report = (state: string) =>
      itsm.call('machine', 'post', '/v1/deployments').send({
        repository: 'acme/checkout',
        runId: 'build-7',
        environment: 'production',
        state,
        revision: 'v7',
      });
    const first = await report('in_progress');
    expect(first.status).toBe(200);
    const { number, url } = first.body.change;
    expect(url).toBe(`http://localhost/itsm/r/${number}`);
    expect((await report('in_progress')).body).toEqual(first.body);
    const done = await report('success');
    expect(done.body).toMatchObject({
      deployment: { outcome: 'success', instance: 'api' },
      change: { number, state: 'review' },
    });
    // Somebody else counts runs alike
    const { body: other } = await itsm
      .call('adam', 'post', '/v1/deployments')
      .send({
        repository: 'acme/checkout',
        runId: 'build-7',
        environment: 'production',
        state: 'failure',
        revision: 'v7',
        at: '2099-01-01T00:00:00Z',
      });
    const now = new Date(itsm.clock.at).toISOString();
    expect(other).toMatchObject({
      deployment: {
        outcome: 'failure',
        finishedAt: now,
        implausibleTimes: [
          {
            state: 'failure',
            reported: '2099-01-01T00:00:00Z',
            receivedAt: now,
          },
        ],
      },
    });
    expect(other.deployment.id).not.toBe(first.body.deployment.id);
    expect(other.change.number).not.toBe(number);
    expect((await report('success')).body).toEqual(done.body);
    const person = await itsm.call('eddie', 'post', '/v1/deployments').send({
      environment: 'production',
      state: 'success',
      revision: 'v8',
      runId: '8',
    });
    expect(person.status).toBe(403);
    const bad = await itsm
      .call('machine', 'post', '/v1/deployments')
      .send({ environment: 'production', state: 'success', revision: 'v8' });
    expect([bad.status, bad.body.error.code]).toEqual([
      400,
      'identity_required',
    ]);
  });

  it('shows the inbox only to those who may see it', async () => {
    for (const path of [
      '/v1/deliveries',
      '/v1/deployments',
      '/v1/deployments?unmapped=true',
    ]) {
      expect((await itsm.call('eddie', 'get', path)).status).toBe(403);
      expect((await itsm.call('adam', 'get', path)).status).toBe(200);
      expect((await itsm.call(undefined, 'get', path)).status).toBe(401);
    }
    const { body } = await itsm.call(
      'adam',
      'get',
      '/v1/deliveries?limit=1&status=processed',
    );
    const path = `/v1/deliveries/${body.items[0].id}/actions/requeue`;
    expect((await itsm.call('eddie', 'post', path).send({})).status).toBe(403);
    const nothing = await itsm.call('adam', 'post', path).send({});
    expect([nothing.status, nothing.body.error.code]).toEqual([
      409,
      'not_requeueable',
    ]);
    const cursor = await itsm.call('adam', 'get', '/v1/deliveries?cursor=x');
    expect(cursor.body.error.code).toBe('invalid_cursor');
  });
});
