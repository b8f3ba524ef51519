import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { startItsm, type TestItsm } from '../__testUtils__/startItsm';
import { FREEZE, GATE, gateStoryOf, NOW } from './__testUtils__/gateStory';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('pipelines that wait at the gate, %s', id => {
  let itsm: TestItsm;
  /** Where they wait: on PostgreSQL another process; a file of SQLite has one. */
  let other: TestItsm;
  beforeAll(async () => {
    const knex = await databases.init(id);
    itsm = await startItsm({ knex, startAt: NOW });
    other = id.startsWith('POSTGRES')
      ? await startItsm({ knex, startAt: NOW })
      : itsm;
    await define('gates', 'Shop', GATE);
  });
  afterAll(async () => {
    if (other !== itsm) await other?.stop();
    await itsm?.stop();
  });

  const { act, view, define, ask, asked, plan, approve } = gateStoryOf(
    () => itsm,
  );

  it('wakes whoever waits with the commit, in another process, too', async () => {
    const { body, answer } = await asked();
    await plan(answer.change.number);
    await act(answer.change.number, 'request_assessment', {}, 'adam');
    await act(answer.change.number, 'approve_assessment', {}, 'olivia');
    const waiting = ask(body, 60, other);
    // It listens before the approval; else there would be nothing to wake
    const isWaiting = await Promise.race([
      waiting.then(() => false),
      view(answer.change.number, 'adam').then(() => true),
    ]);
    expect(isWaiting).toBe(true);
    await act(answer.change.number, 'authorize', {}, 'stan');
    expect(await waiting).toMatchObject({ verdict: 'allow', code: 'APPROVED' });
  });

  it('wakes whoever waits when a freeze is over before its time', async () => {
    const { body, answer } = await asked();
    await approve(answer.change.number);
    const { retire } = await define('windows', 'Short', FREEZE);
    const waiting = ask(body, 60, other);
    expect((await ask(body)).code).toBe('FREEZE');
    await retire();
    expect(await waiting).toMatchObject({ code: 'APPROVED' });
  });

  it('are answered when their process stops', async () => {
    const stopping = await startItsm({
      knex: await databases.init(id),
      startAt: NOW,
    });
    const story = gateStoryOf(() => stopping);
    await story.define('gates', 'Shop', GATE);
    const { body, answer } = await story.asked();
    const waiting = story.ask(body, 60);
    // Its wait has begun when others are answered after it
    await story.view(answer.change.number, 'adam');
    await stopping.stop();
    expect((await waiting).code).toBe('NOT_APPROVED');
  }, 30_000);
});
