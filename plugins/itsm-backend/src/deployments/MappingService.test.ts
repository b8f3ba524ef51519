import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT,
  PAYMENT,
  startInbox,
} from '../inbox/__testUtils__/startInbox';
import { report } from './__testUtils__/reports';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the entities of a deployment on %s', id => {
  const start = async () => startInbox(await databases.init(id));

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
    expect(mapped).toMatchObject({
      mapped: 3,
      alias: { name: 'acme/unknown', state: 'active' },
    });
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

  describe('with 1,500 that nobody maps before them', () => {
    async function crowded() {
      const inbox = await start();
      const [{ deployment }] = await report(inbox, { repository: 'acme/lost' });
      const row = await inbox.knex('deployments').first();
      const rows = Array.from({ length: 1_500 }, (_, index) => ({
        ...row,
        id: row.id.replace(/.{6}$/, String(100_000 + index)),
        key: `copy-${index}`,
        repository: `acme/lost-${index % 700}`,
      }));
      await inbox.knex('deployments').where({ id: deployment.id }).delete();
      await inbox.knex.batchInsert('deployments', rows, 50);
      return inbox;
    }

    it('files what an annotation was added for with the next sweep', async () => {
      const inbox = await crowded();
      await report(inbox, { repository: 'acme/late', runId: 'late' });
      inbox.catalog.annotations.set('itsm/repository=acme/late', [PAYMENT]);
      expect(await inbox.mappings.sweep()).toBe(1);
    });

    it('files what was mapped, however old it is', async () => {
      const inbox = await crowded();
      const rows = await inbox
        .knex('deployments')
        .orderBy('id', 'desc')
        .limit(600)
        .select('id');
      await inbox
        .knex('deployments')
        .whereIn(
          'id',
          rows.map(({ id: each }: any) => each),
        )
        .update({ repository: 'acme/old', production: 0 });
      inbox.clock.now += 30 * 24 * 3_600_000;
      const mapped = await inbox.mappings.map(
        { repository: 'acme/old', entities: [PAYMENT] },
        'user:default/adam',
      );
      expect(mapped.mapped).toBe(500);
      expect(await inbox.mappings.sweep()).toBe(100);
      expect(await inbox.mappings.sweep()).toBe(0);
    });

    it('goes on where the last sweep had to stop', async () => {
      const inbox = await crowded();
      await inbox
        .knex('deployments')
        .update({ repository: inbox.knex.raw("'acme/' || key") });
      await report(inbox, { repository: 'acme/last', runId: 'last' });
      const aborting = new AbortController();
      const { refile } = inbox.deployments;
      let tries = 0;
      inbox.deployments.refile = async (...args) => {
        tries += 1;
        if (tries === 1_000) aborting.abort();
        return refile.apply(inbox.deployments, args);
      };
      inbox.catalog.annotations.set('itsm/repository=acme/last', [PAYMENT]);
      expect(await inbox.mappings.sweep(aborting.signal)).toBe(0);
      expect(await inbox.mappings.sweep()).toBe(1);
      expect(tries).toBe(1_501);
    });
  });

  it('is not kept from the others by one that fails', async () => {
    const inbox = await start();
    await report(inbox, { repository: 'acme/late' });
    await inbox.knex('deployments').update({ children: '{' });
    await report(inbox, { repository: 'acme/late', runId: '2' });
    inbox.catalog.annotations.set('itsm/repository=acme/late', [PAYMENT]);
    expect(await inbox.mappings.sweep()).toBe(1);
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
});
