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
});
