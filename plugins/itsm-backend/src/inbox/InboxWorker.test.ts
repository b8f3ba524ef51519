import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import { LEASE_MS, MAX_ATTEMPTS } from './InboxWorker';
import { NOON, startInbox, type TestInbox } from './__testUtils__/startInbox';

const databases = TestDatabases.create({ ids: databaseIds });

const report = (over: object = {}) => ({
  repository: 'acme/checkout',
  runId: '100',
  environment: 'production',
  state: 'in_progress',
  revision: 'a',
  at: '2026-11-22T11:59:00Z',
  ...over,
});

const add = (inbox: TestInbox, key: string, over: object = {}) =>
  inbox.store.add(
    {
      instance: 'shop',
      key,
      headers: {},
      body: Buffer.from(JSON.stringify(report(over))),
      receivedAt: inbox.clock.now,
    },
    inbox.worker.claim(),
  );

describe.each(databaseIds)('the inbox on %s', id => {
  const numbers = async (knex: Knex) =>
    (await knex('records').orderBy('number')).map(row => row.number);

  it('finishes what a process left behind, after its lease', async () => {
    const knex = await databases.init(id);
    const dead = await startInbox(knex, { processId: 'dead' });
    const { delivery } = await add(dead, 'a');
    const alive = await startInbox(knex, {
      processId: 'alive',
      migrate: false,
    });
    expect(await alive.worker.tick()).toBe(0);
    alive.clock.now += LEASE_MS;
    expect(await alive.worker.tick()).toBe(1);
    expect(await alive.store.byId(delivery.id)).toMatchObject({
      status: 'processed',
      attempts: 2,
      records: ['CHG-000001'],
    });
  });

  it('rolls back the work of a process that was only slow', async () => {
    const knex = await databases.init(id);
    const slow = await startInbox(knex, { processId: 'slow' });
    const { delivery } = await add(slow, 'a');
    const mine = (await knex('deliveries').where({ id: delivery.id }))[0];
    const quick = await startInbox(knex, {
      processId: 'quick',
      migrate: false,
    });
    quick.clock.now += LEASE_MS;
    await quick.worker.tick();
    await slow.worker.process({
      ...delivery,
      headers: {},
      body: Buffer.from(mine.body),
    });
    expect(await numbers(knex)).toEqual(['CHG-000001']);
    expect(await knex('entries')).toHaveLength(1);
  });

  it('lets two processes share what is due without doing it twice', async () => {
    const knex = await databases.init(id);
    const one = await startInbox(knex, { processId: 'one' });
    const two = await startInbox(knex, { processId: 'two', migrate: false });
    for (let i = 0; i < 30; i += 1) {
      await add(one, `k${i}`, { runId: `${i}`, revision: `v${i}` });
    }
    one.clock.now += LEASE_MS;
    two.clock.now += LEASE_MS;
    const ticks = await Promise.all([
      one.worker.tick(),
      two.worker.tick(),
      one.worker.tick(),
      two.worker.tick(),
    ]);
    expect(ticks.reduce((a, b) => a + b)).toBe(30);
    expect(await numbers(knex)).toHaveLength(30);
    const statuses = await knex('deliveries').distinct('status');
    expect(statuses).toEqual([{ status: 'processed' }]);
  });

  it('gives parallel reports of one run to two processes one change', async () => {
    const knex = await databases.init(id);
    const one = await startInbox(knex, { processId: 'one' });
    const two = await startInbox(knex, { processId: 'two', migrate: false });
    for (let i = 0; i < 16; i += 1) {
      await add(i % 2 ? one : two, `k${i}`, {
        job: `job ${i % 8}`,
        state: i < 8 ? 'in_progress' : 'success',
      });
    }
    one.clock.now += LEASE_MS;
    two.clock.now += LEASE_MS;
    await Promise.all([one.worker.tick(), two.worker.tick()]);
    expect(await numbers(knex)).toEqual(['CHG-000001']);
    expect(await knex('deployments')).toHaveLength(1);
    expect((await one.changes())[0].state).toBe('review');
  });

  it('leaves a flood in the database, and works on each once', async () => {
    const knex = await databases.init(id);
    const inbox = await startInbox(knex);
    const flood = 60;
    for (let n = 0; n < flood; n += 1) {
      const sent = {
        instance: 'shop',
        key: `flood-${n}`,
        headers: {},
        body: Buffer.from(JSON.stringify(report({ revision: `r${n}` }))),
        receivedAt: inbox.clock.now,
      };
      const { claim, delivery } = await inbox.worker.accept(sent);
      if (claim) inbox.worker.start({ ...sent, ...delivery });
      else inbox.worker.catchUp();
    }
    await inbox.worker.idle();
    const rows = await knex('deliveries').select('status', 'attempts');
    expect(new Set(rows.map(r => `${r.status} ${r.attempts}`))).toEqual(
      new Set(['processed 1']),
    );
  });

  it('claims no more of a flood than it can begin within a lease', async () => {
    const knex = await databases.init(id);
    const inbox = await startInbox(knex);
    const hold = new Set<() => void>();
    const work = jest
      .spyOn(inbox.worker, 'process')
      .mockImplementation(() => new Promise(done => hold.add(done)));
    const send = async (key: string) => {
      const sent = {
        instance: 'github',
        key,
        headers: {},
        body: Buffer.from(JSON.stringify(report())),
        receivedAt: NOON,
      };
      const { claim, delivery } = await inbox.worker.accept(sent);
      if (claim) inbox.worker.start({ ...sent, ...delivery });
      return claim;
    };
    // At once, and while those are being worked on
    const claims = await Promise.all(
      Array.from({ length: 60 }, (_, i) => send(`${i}`)),
    );
    claims.push(await send('late'));
    expect(claims.filter(Boolean)).toHaveLength(20);
    expect(
      await knex('deliveries').whereNull('claimed_by').select('key'),
    ).toHaveLength(41);
    hold.forEach(done => done());
    await inbox.worker.idle();
    expect(await send('later')).toBeDefined();

    // Those that wait in the database come first
    inbox.worker.catchUp();
    expect(await send('newest')).toBeUndefined();
    work.mockResolvedValue();
    hold.forEach(done => done());
    await inbox.worker.idle();
    expect(await send('next')).toBeDefined();
  });

  it('ends with what it has begun when the process stops, and leaves the rest of a flood', async () => {
    const knex = await databases.init(id);
    const { store, worker } = await startInbox(knex);
    for (let n = 0; n < 50; n += 1) {
      await store.add({
        instance: 'shop',
        key: `${n}`,
        headers: {},
        body: Buffer.from(JSON.stringify(report({ runId: `${n}` }))),
        receivedAt: NOON,
      });
    }
    const process = jest.spyOn(worker, 'process');
    const stopping = new Promise<void>(resolve =>
      process.mockImplementationOnce(async () => resolve(worker.stop())),
    );
    worker.catchUp();
    await stopping;
    const begun = process.mock.calls.length;
    expect(begun).toBe(20);
    await worker.idle();
    worker.catchUp();
    await worker.idle();
    expect(await worker.tick()).toBe(0);
    expect(process).toHaveBeenCalledTimes(begun);
    const left = await knex('deliveries').whereNull('claimed_by');
    expect(left.filter(row => row.status === 'received')).toHaveLength(30);
  });

  it('waits longer after each failure, gives up, and takes a person for another try', async () => {
    const inbox = await startInbox(await databases.init(id));
    const catalog = jest
      .spyOn(inbox.catalog, 'findByAnnotation')
      .mockRejectedValue(new TypeError('not today'));
    const sent = {
      instance: 'shop',
      key: 'a',
      headers: {},
      body: Buffer.from(JSON.stringify(report())),
      receivedAt: NOON,
    };
    const { delivery } = await inbox.store.add(sent, inbox.worker.claim());
    inbox.worker.start({ ...sent, ...delivery });
    await inbox.worker.idle();
    const waits: number[] = [];
    for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
      const failed = (await inbox.store.byId(delivery.id))!;
      expect(failed).toMatchObject({
        status: 'received',
        attempts: attempt,
        reason: 'TypeError: not today',
      });
      waits.push((failed.nextAttemptAt! - inbox.clock.now) / 1_000);
      inbox.clock.now = failed.nextAttemptAt! - 1;
      expect(await inbox.worker.tick()).toBe(0);
      inbox.clock.now += 1;
      expect(await inbox.worker.tick()).toBe(1);
    }
    expect(waits).toEqual([3.75, 11.25, 33.75, 101.25, 303.75, 911.25, 2700]);
    expect(await inbox.store.byId(delivery.id)).toMatchObject({
      status: 'dead',
      nextAttemptAt: null,
    });
    inbox.clock.now += 86_400_000;
    expect(await inbox.worker.tick()).toBe(0);

    catalog.mockRestore();
    const requeued = await inbox.deliveries.requeue(delivery.id);
    expect(requeued).toMatchObject({ status: 'received', attempts: 1 });
    await inbox.worker.idle();
    expect(await inbox.store.byId(delivery.id)).toMatchObject({
      status: 'processed',
      records: ['CHG-000001'],
    });
    await expect(inbox.deliveries.requeue(delivery.id)).rejects.toMatchObject({
      statusCode: 409,
      code: 'not_requeueable',
    });
  });

  it('lists deliveries page by page and forgets old ones', async () => {
    const inbox = await startInbox(await databases.init(id));
    for (const key of ['a', 'b', 'c']) {
      await add(inbox, key);
      inbox.clock.now += 1_000;
    }
    const first = await inbox.deliveries.list({ limit: 2 });
    expect(first.items.map(d => d.key)).toEqual(['c', 'b']);
    const second = await inbox.deliveries.list({
      limit: 2,
      cursor: first.nextCursor!,
    });
    expect(second.items.map(d => d.key)).toEqual(['a']);
    expect(second.nextCursor).toBeNull();
    const dead = await inbox.deliveries.list({ limit: 2, status: 'dead' });
    expect(dead.items).toEqual([]);
    await inbox.knex('deliveries').update({ status: 'ignored' });
    expect(await inbox.store.prune('ignored', NOON + 1_500)).toBe(2);
    expect(await inbox.store.prune('processed', NOON + 9_000)).toBe(0);
  });
});
