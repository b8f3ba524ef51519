import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from './__testUtils__/databases';
import { deliver } from './__testUtils__/deliver';
import { CHECKOUT_DOWN, startItsm } from './__testUtils__/startItsm';
import { recordStatements } from './__testUtils__/statements';
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
});
