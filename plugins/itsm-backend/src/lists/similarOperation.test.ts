import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('records that read alike, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const { open } = storyOf(() => itsm);
  const similar = async (query: string, who: 'eddie' | 'rita' = 'eddie') => {
    const { body } = await itsm
      .call(who, 'get', `/v1/similar?${query}`)
      .expect(200);
    return body.items.map(({ number }: any) => number);
  };

  it('come from all kinds, those of the entity first, each once', async () => {
    const incident = (title: string, entity: string) =>
      open('eddie', 'incidents', {
        ...CHECKOUT_DOWN,
        title,
        entities: [entity],
      });
    const old = await incident('The printer is jammed', 'checkout');
    const problem = await open('eddie', 'problems', {
      title: 'The printer eats paper',
      entities: ['search'],
      impact: 'low',
      urgency: 'low',
    });
    const other = await incident('A printer smells', 'search');
    const all = await similar('q=printer');
    expect([...all].sort()).toEqual([old, other, problem].sort());
    const near = await similar('q=printer&near=checkout');
    expect(near).toEqual([old, ...all.filter((number: any) => number !== old)]);
    expect(await similar('q=printer&near=checkout&limit=2')).toEqual(
      near.slice(0, 2),
    );
    expect(await similar('q=printer&near=nowhere')).toHaveLength(3);
    // Problems are not for everybody
    expect(await similar('q=printer', 'rita')).not.toContain(problem);
  });

  it('needs words', async () => {
    await itsm.call('eddie', 'get', '/v1/similar').expect(400);
    await itsm.call('eddie', 'get', '/v1/similar?q=%20').expect(400);
  });
});
