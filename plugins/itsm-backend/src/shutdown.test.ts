import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from './__testUtils__/databases';
import { deliver, send } from './__testUtils__/deliver';
import { CHECKOUT_DOWN, startItsm } from './__testUtils__/startItsm';
import { recordStatements } from './__testUtils__/statements';
import { isPostgres } from './database/database';
import { GithubRun } from './inbox/__testUtils__/githubDeliveries';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('a backend that was stopped, %s', id => {
  it('asks its database for nothing more, whatever was going on', async () => {
    const knex = await databases.init(id);
    const itsm = await startItsm({ knex });
    for (let n = 0; n < 20; n += 1) {
      await itsm
        .call('rita', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN)
        .expect(201);
    }
    const run = new GithubRun({ runId: 1 });
    await deliver(itsm, run.deployment(1, itsm.clock.at));
    const sweep = itsm.run('itsm-inbox-sweep');
    const timers = itsm.run('itsm-timers');
    await itsm.stop();

    const { statements, stop } = recordStatements(knex);
    for (let n = 0; n < 50; n += 1) await knex.raw('select 1');
    await Promise.all([sweep, timers, itsm.settle()]);
    stop();
    expect(new Set(statements.map(({ sql }) => sql))).toEqual(
      new Set(['select 1']),
    );
    // What outlets did not get to is there for the next process
    const claimed = await knex('reactions').whereNotNull('claimed_by');
    expect(claimed).toEqual([]);
  });

  it.each(['post', 'hook'] as const)(
    'answers a %s that was running before its database is closed',
    async what => {
      const knex = await databases.init(id);
      const order: string[] = [];
      const itsm = await startItsm({
        knex,
        features: [whenDatabaseIsClosed(() => order.push('database closed'))],
      });
      const held = await holdUp(knex);
      const run = new GithubRun({ runId: 1 });
      const request =
        what === 'post'
          ? itsm.call('rita', 'post', '/v1/incidents').send(CHECKOUT_DOWN)
          : send(itsm, run.deployment(1, itsm.clock.at));
      const running = request.then(answer => {
        order.push(`${answer.status}`);
      });
      await held.untilWaited();
      const stopped = itsm.stop();
      try {
        const late = await itsm
          .call('rita', 'post', '/v1/incidents')
          .send(CHECKOUT_DOWN);
        expect(late.status).toBe(503);
      } finally {
        await held.release();
      }
      await Promise.all([running, stopped]);
      // An answer without its database would be another one; which of the two we hear of first is chance
      expect(order.sort()).toEqual([
        what === 'post' ? '201' : '202',
        'database closed',
      ]);
    },
  );
});

/** A plugin of its own, so that it is told when Backstage closes what plugins share. */
const whenDatabaseIsClosed = (told: () => void) =>
  createBackendPlugin({
    pluginId: 'witness',
    register(env) {
      env.registerInit({
        deps: { lifecycle: coreServices.rootLifecycle },
        async init({ lifecycle }) {
          lifecycle.addShutdownHook(told);
        },
      });
    },
  });

/** Holds up every write until it is released. */
async function holdUp(knex: Knex) {
  const trx = await knex.transaction();
  if (isPostgres(knex)) {
    await trx.raw('lock table records, deliveries in exclusive mode');
  }
  const isWaited = async () => {
    if (!isPostgres(knex)) return knex.client.pool.numPendingAcquires() > 0;
    const { rows } = await trx.raw('select 1 from pg_locks where not granted');
    return rows.length > 0;
  };
  return {
    async untilWaited() {
      while (!(await isWaited())) await nextTurn();
    },
    release: () => trx.rollback(),
  };
}
