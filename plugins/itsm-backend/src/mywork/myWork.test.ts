import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('my work, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const { open, act } = storyOf(() => itsm);
  const work = async (who: Person) => {
    const { body } = await itsm.call(who, 'get', '/v1/my-work').expect(200);
    return Object.fromEntries(
      Object.entries<any>(body).map(([name, { items, count }]) => {
        const numbers = items.map(({ number }: any) => number);
        expect(count).toEqual({ value: numbers.length, capped: false });
        return [name, numbers];
      }),
    );
  };

  it('has what somebody owes and waits for, the most urgent of a team first and what has no priority last', async () => {
    const low = await open('rita', 'incidents', {
      ...CHECKOUT_DOWN,
      impact: 'low',
    });
    const high = await open('rita', 'incidents', CHECKOUT_DOWN);
    await act(high, 'start', { assignee: 'eddie' });
    const task = await open('eddie', 'tasks', {
      title: 'Look at the logs',
      assignmentGroup: 'team-checkout',
      parent: high,
    });
    const article = await open('eddie', 'articles', {
      title: 'How to restart checkout',
      description: 'Turn it off and on',
      entities: ['checkout'],
      approvers: ['chen'],
    });
    expect(await work('eddie')).toEqual({
      approvals: [],
      assigned: [high],
      team: [high, low, task, article],
      requested: [article, task],
    });
    expect(await work('rita')).toMatchObject({ requested: [high, low] });

    await act(article, 'request_review');
    expect(await work('chen')).toMatchObject({ approvals: [article] });
    await act(article, 'publish', {}, 'chen');
    // It is in use: nobody owes or waits for anything
    expect(await work('eddie')).toEqual({
      approvals: [],
      assigned: [high],
      team: [high, low, task],
      requested: [task],
    });
    // But for the decision about its next version
    await act(article, 'check_out', { description: 'Turn it off' });
    await act(article, 'request_update');
    expect(await work('chen')).toMatchObject({ approvals: [article] });
  });
});
