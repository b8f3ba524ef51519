import { createHash } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import fc from 'fast-check';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT,
  PAYMENT,
  startInbox,
  type TestInbox,
} from '../inbox/__testUtils__/startInbox';
import { announced, iso, report, SHA } from './__testUtils__/reports';
import { relink } from '../records/relink';

const databases = TestDatabases.create({ ids: databaseIds });

/** A key as the first version made it. */
const formerKey = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Turns the only deployment into one that the first version filed under these words. */
async function makeFormer(
  inbox: TestInbox,
  repository: string,
  environment: string,
) {
  const run = ['shop', repository, 'run:100'];
  await inbox.knex('deployments').update({
    key: formerKey(...run, environment),
    run_key: formerKey(...run),
    repository,
    environment,
  });
  await inbox.knex('deployment_runs').delete();
}

describe.each(databaseIds)('which deployment is meant on %s', id => {
  const start = async () => {
    const inbox = await startInbox(await databases.init(id));
    inbox.catalog.annotations.set('itsm/repository=acme/checkout', [
      CHECKOUT,
      PAYMENT,
    ]);
    return inbox;
  };
  const outcomes = async (inbox: TestInbox) =>
    (await inbox.changes()).map(({ title, data }) => [title, data.result]);

  it('two entities of one run are two deployments and two changes, in any order', async () => {
    const inbox = await start();
    const of = (entityRef: string, job: string, over = {}) => ({
      entityRef,
      job,
      ...over,
    });
    const reports: Partial<DeploymentReport>[] = [
      of('checkout', 'a', { at: iso(0) }),
      of('payment', 'b', { at: iso(1) }),
      of('component:default/checkout', 'a', { state: 'success', at: iso(2) }),
      of('Payment', 'b', { state: 'failure', at: iso(3) }),
    ];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(reports, { minLength: 4 }),
        async shuffled => {
          run += 1;
          const own = { runId: `r${run}`, revision: `v${run}` };
          inbox.clock.now += 3_600_000;
          for (const each of [...shuffled, ...shuffled.slice(0, 2)]) {
            await report(inbox, { ...each, ...own });
          }
          const rows = await inbox
            .knex('deployments')
            .where({ run_id: own.runId });
          expect(rows.map(row => row.outcome).sort()).toEqual([
            'failure',
            'success',
          ]);
          expect((await outcomes(inbox)).slice(-2).sort()).toEqual([
            [`Deploy checkout v${run} to production`, 'success'],
            [`Deploy payment v${run} to production`, 'failure'],
          ]);
        },
      ),
      { numRuns: id === 'SQLITE_3' ? 12 : 4 },
    );
  });

  it('a job that names its entity only sometimes is one deployment', async () => {
    const inbox = await start();
    const named = { entityRef: 'checkout' };
    const success = { state: 'success', at: iso(1) } as const;
    await report(inbox, { ...named, runId: '1' });
    await report(inbox, { ...success, runId: '1' });
    await report(inbox, { runId: '2' });
    await report(inbox, { ...named, ...success, runId: '2' });
    const rows = await inbox.knex('deployments').orderBy('id');
    expect(rows.map(row => [row.run_id, row.outcome])).toEqual([
      ['1', 'success'],
      ['2', 'success'],
    ]);
  });

  it('a change for two entities of a run waits for both', async () => {
    const inbox = await start();
    const planned = await announced(inbox, {});
    const a = { entityRef: 'checkout', job: 'a' };
    const b = { entityRef: 'payment', job: 'b', changeRef: planned.number };
    await inbox.records.transaction(tx =>
      relink(
        tx,
        planned.id,
        {
          add: [{ role: 'affected', target: 'entity', ref: PAYMENT }],
          remove: [],
        },
        {
          actor: { type: 'user', ref: 'user:default/eddie' },
          at: inbox.clock.now,
        },
      ),
    );
    await inbox.knex('records').update({ state: 'scheduled' });
    await report(inbox, { ...a, at: iso(0) });
    await report(inbox, { ...b, at: iso(1) });
    await report(inbox, { ...b, state: 'success', at: iso(2) });
    expect((await inbox.changes()).map(c => c.state)).toEqual(['implement']);
    await report(inbox, { ...a, state: 'success', at: iso(3) });
    expect((await inbox.changes()).map(c => c.state)).toEqual(['review']);
  });

  it.each([
    ['v2.4.0', 'v2.4.0'],
    ['v2.4.0', 'refs/tags/v2.4.0'],
    ['refs/tags/v2.4.0', 'v2.4.0'],
    ['V2.4.0', 'v2.4.0'],
    ['release-2026-11-28', 'refs/tags/release-2026-11-28'],
  ])(
    'a change of %s is joined by the deployment of the tag %s',
    async (revision, ref) => {
      const inbox = await start();
      await announced(inbox, { revision });
      await report(inbox, { ref });
      expect((await inbox.changes()).map(c => c.state)).toEqual(['implement']);
      const named = await announced(inbox, { revision });
      await report(inbox, { ref, runId: '2', changeRef: named.number });
      expect((await inbox.changes()).map(c => c.state)).toEqual([
        'implement',
        'implement',
      ]);
    },
  );

  it.each([
    ['v2.4.0', 'v2.4.1'],
    ['v2.4.0', 'refs/heads/v2.4.0'],
    ['release-2026-11-28', 'release-2026-11-29'],
    // The abbreviation of a commit is none of a tag
    ['abcdef0', 'abcdef01'],
  ])(
    'a change of %s is not joined by a deployment of %s',
    async (revision, ref) => {
      const inbox = await start();
      await announced(inbox, { revision });
      await report(inbox, { ref });
      expect((await inbox.changes()).map(c => c.state)).toEqual([
        'scheduled',
        'implement',
      ]);
    },
  );

  it('a repository is one by whatever address, and an environment by whatever case', async () => {
    const inbox = await start();
    const told = [
      ['acme/checkout', 'production'],
      ['https://github.com/Acme/checkout.git', 'Production'],
      ['git@github.com:acme/checkout.git', ' PRODUCTION'],
    ];
    for (const [repository, environment] of told) {
      await report(inbox, { repository, environment });
    }
    const rows = await inbox.knex('deployments');
    expect(rows.map(row => [row.repository, row.environment])).toEqual([
      ['acme/checkout', 'production'],
    ]);
    expect(await inbox.changes()).toHaveLength(1);
  });

  it('a change planned for an environment is joined however that is written', async () => {
    const inbox = await start();
    await announced(inbox, {});
    await inbox.knex('records').update({ environment: ' Production' });
    await report(inbox, { environment: 'PRODUCTION' });
    expect((await inbox.changes()).map(c => c.state)).toEqual(['implement']);
  });

  it('annotations and aliases of an address still count', async () => {
    const inbox = await start();
    const url = 'https://git.acme.com/acme/cart.git';
    inbox.catalog.annotations.set(`itsm/repository=${url}`, [CHECKOUT]);
    const ssh = 'git@git.acme.com:acme/basket.git';
    await inbox.mappings.map(
      { repository: ssh, entities: [PAYMENT] },
      'user:default/adam',
    );
    await report(inbox, { repository: url });
    await report(inbox, { repository: ssh, runId: '2', revision: 'v2' });
    expect((await inbox.changes()).map(c => c.title)).toEqual([
      'Deploy checkout 1a2b3c4 to production',
      'Deploy payment v2 to production',
    ]);
    // Also of those that wait: their address is not forgotten
    const later = 'https://git.acme.com/acme/later';
    await report(inbox, { repository: later, runId: '3', revision: 'v3' });
    inbox.catalog.annotations.set(`itsm/repository=${later}`, [CHECKOUT]);
    expect(await inbox.mappings.sweep()).toBe(1);
    await report(inbox, {
      repository: 'https://git.acme.com/acme/last.git',
      runId: '4',
      revision: 'v4',
    });
    const mapping = { repository: 'acme/last', entities: [PAYMENT] };
    expect(
      await inbox.mappings.map(mapping, 'user:default/adam'),
    ).toMatchObject({ mapped: 1 });
  });

  it.each([
    ['acme/checkout', 'production', {}],
    ['acme/checkout', 'Production', { environment: 'Production' }],
    ['acme/checkout', 'Production', {}],
    [
      'https://github.com/acme/checkout.git',
      'production',
      { repository: 'https://github.com/Acme/checkout.git' },
    ],
    ['acme/checkout', 'production', { entityRef: 'checkout' }],
  ])(
    'one of %s to %s from before an upgrade goes on with %j',
    async (repository, environment, over) => {
      const inbox = await start();
      await report(inbox, over);
      await makeFormer(inbox, repository, environment);
      await report(inbox, { ...over, state: 'success', at: iso(1) });
      await report(inbox, { ...over, state: 'success', at: iso(1) });
      const rows = await inbox.knex('deployments');
      expect(rows.map(row => row.outcome)).toEqual(['success']);
      expect((await inbox.changes()).map(c => c.data.result)).toEqual([
        'success',
      ]);
    },
  );

  it('callers of the API never share one, and the first one keeps what is older', async () => {
    const inbox = await start();
    const as = (caller?: string) => ({ instance: 'api', caller });
    const told = { state: 'in_progress' } as const;
    await report(inbox, told, as());
    const callers = ['service:one', 'service:two', 'user:default/eddie'];
    for (const caller of callers) await report(inbox, told, as(caller));
    await report(inbox, { state: 'failure', at: iso(1) }, as('service:two'));
    await report(inbox, { state: 'success', at: iso(1) }, as('service:one'));
    const rows = await inbox.knex('deployments').orderBy('id');
    expect(rows.map(row => [row.instance, row.outcome])).toEqual([
      ['api', 'success'],
      ['api', 'failure'],
      ['api', 'pending'],
    ]);
    expect((await inbox.changes()).map(c => c.data.result)).toEqual([
      'success',
      'failure',
      undefined,
    ]);
    expect(SHA).toBe(rows[0].revision);
  });
});
