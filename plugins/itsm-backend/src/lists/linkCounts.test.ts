import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import type { Person } from '../__testUtils__/people';
import { CHECKOUT_DOWN, startItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const PROBLEM = {
  title: 'Connections are never given back',
  description: 'Each timeout keeps one.',
  impact: 'high',
  urgency: 'low',
  entities: ['checkout'],
};

describe.each(databaseIds)('links that rows count, %s', id => {
  async function start() {
    const itsm = await startItsm({ knex: await databases.init(id) });
    const post = async (path: string, body: object): Promise<string> =>
      (await itsm.call('eddie', 'post', path).send(body).expect(201)).body
        .number;
    const problem = await post('/v1/problems', PROBLEM);
    const causedBy = async (more = {}) => {
      const number = await post('/v1/incidents', { ...CHECKOUT_DOWN, ...more });
      await itsm
        .call('eddie', 'post', `/v1/incidents/${number}/links`)
        .send({ role: 'causedBy', target: 'record', ref: problem })
        .expect(200);
      return number;
    };
    const counted = async (path = '/v1/problems', person: Person = 'eddie') => {
      const { body } = await itsm.call(person, 'get', path).expect(200);
      return body.items
        .filter((item: any) => item.number === problem)
        .map((item: any) => item.fields.incidents);
    };
    return { itsm, problem, causedBy, counted };
  }

  it('says of a problem how many incidents it caused, on every list', async () => {
    const { itsm, counted, causedBy } = await start();
    expect(await counted()).toEqual([0]);
    await causedBy();
    await causedBy();
    for (const path of [
      '/v1/problems',
      '/v1/problems?entity=checkout',
      '/v1/problems?q=connections',
      '/v1/records?state=open',
    ]) {
      expect(await counted(path)).toEqual([2]);
    }
    const { text } = await itsm
      .call('eddie', 'get', '/v1/problems.csv?columns=number,incidents')
      .expect(200);
    expect(text).toMatch(/PRB-000001,2\b/);
    await itsm.stop();
  });

  it('says of an article how many incidents were resolved with it', async () => {
    const { itsm } = await start();
    const { body: article } = await itsm
      .call('eddie', 'post', '/v1/articles')
      .send({
        title: 'How to restart checkout',
        description: 'Turn it off and on.',
        entities: ['checkout'],
      })
      .expect(201);
    const reused = async () => {
      const { body } = await itsm.call('eddie', 'get', '/v1/articles');
      return body.items.map((item: any) => item.fields.reused);
    };
    expect(await reused()).toEqual([0]);
    for (const role of ['resolvedWith', 'relatedTo']) {
      const { body } = await itsm
        .call('eddie', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN)
        .expect(201);
      await itsm
        .call('eddie', 'post', `/v1/incidents/${body.number}/links`)
        .send({ role, target: 'record', ref: article.number })
        .expect(200);
    }
    expect(await reused()).toEqual([1]);
    await itsm.stop();
  });

  it('counts nothing that the reader may not read', async () => {
    const { itsm, counted, causedBy } = await start();
    await causedBy();
    await causedBy({ restricted: true });
    expect(await counted()).toEqual([2]);
    expect(await counted('/v1/problems', 'stan')).toEqual([1]);
    await itsm.stop();
  });

  it('counts only what says that the problem is its cause', async () => {
    const { itsm, problem, counted } = await start();
    const { body } = await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    await itsm
      .call('eddie', 'post', `/v1/incidents/${body.number}/links`)
      .send({ role: 'relatedTo', target: 'record', ref: problem })
      .expect(200);
    expect(await counted()).toEqual([0]);
    await itsm.stop();
  });
});
