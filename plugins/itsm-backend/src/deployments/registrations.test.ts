import { TestDatabases } from '@backstage/backend-test-utils';
import type { DeploymentReport } from 'backstage-plugin-itsm-common';
import { databaseIds } from '../__testUtils__/databases';
import {
  NOON,
  startInbox,
  type TestInbox,
} from '../inbox/__testUtils__/startInbox';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: databaseIds });
const SHA = '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213';

const iso = (minute: number) => new Date(NOON + minute * 60_000).toISOString();

const report = (inbox: TestInbox, over: Partial<DeploymentReport>) =>
  inbox.deployments.report(
    {
      instance: 'shop',
      annotations: ['itsm/repository'],
      trustEntityRefs: false,
    },
    {
      deployments: [
        {
          repository: 'acme/checkout',
          runId: '100',
          environment: 'production',
          state: 'in_progress',
          revision: SHA,
          at: iso(0),
          ...over,
        },
      ],
    },
    { at: NOON + 60_000, actor: { type: 'service', ref: 'service:shop' } },
  );

describe.each(databaseIds)('registrations on %s', id => {
  it('are two for two runs of one commit, whether or not the first has ended', async () => {
    const inbox = await startInbox(await databases.init(id));
    await report(inbox, { runId: '1' });
    await report(inbox, { runId: '2' });
    await report(inbox, { runId: '2', state: 'failure' });
    await report(inbox, { runId: '1', state: 'success' });
    const changes = await inbox.changes();
    expect(changes.map(c => c.data.result)).toEqual(['success', 'failure']);
  });

  it('learn the page of their run from whichever report tells it', async () => {
    const inbox = await startInbox(await databases.init(id));
    const runUrl = 'https://ci.example/1';
    await report(inbox, {});
    expect((await inbox.changes())[0].data.runUrl).toBeUndefined();
    const end = { state: 'success', runUrl, at: iso(1) } as const;
    await report(inbox, end);
    await report(inbox, end);
    const [{ data, version }] = await inbox.changes();
    expect(data).toMatchObject({ runUrl, actualStart: NOON });
    await report(inbox, { state: 'in_progress' });
    expect((await inbox.changes())[0]).toMatchObject({
      version,
      data: { runUrl },
    });
  });
});
