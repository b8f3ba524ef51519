import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { recordStatements } from '../__testUtils__/statements';
import { NOON, startInbox } from '../inbox/__testUtils__/startInbox';
import { iso, report } from './__testUtils__/reports';

/** What the engines put names into. */
const QUOTE: Record<string, string> = { SQLITE_3: '`', POSTGRES_18: '"' };
const databases = TestDatabases.create({ ids: databaseIds });

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

  it('are written once where the run has ended already', async () => {
    const inbox = await startInbox(await databases.init(id));
    const { statements, stop } = recordStatements(inbox.knex);
    await report(inbox, { state: 'failure' });
    stop();
    const writes = (verb: string) =>
      statements.filter(({ sql }) => sql.startsWith(verb));
    expect(
      writes('insert into `records`'.replace(/`/g, QUOTE[id])),
    ).toHaveLength(1);
    expect(writes('update `records`'.replace(/`/g, QUOTE[id]))).toEqual([]);
    const [{ state, data }] = await inbox.changes();
    expect([state, data.closeCode]).toEqual(['closed', 'unsuccessful']);
    expect(await inbox.knex('entries').orderBy('seq').pluck('verb')).toEqual([
      'created',
      'moved',
      'moved',
    ]);
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
