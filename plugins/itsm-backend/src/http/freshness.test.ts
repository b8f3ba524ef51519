import { TestDatabases } from '@backstage/backend-test-utils';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('what a browser knows of a record', () => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init('SQLITE_3') });
  });
  afterAll(() => itsm?.stop());

  it('is never good enough: comments and other readers leave the version alone', async () => {
    const { body, headers } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    const path = `/v1/incidents/${body.number}`;
    await itsm
      .call('eddie', 'post', `${path}/comments`)
      .send({ text: 'News', audience: 'internal' })
      .expect(201);
    const again = (person: 'eddie' | 'rita') =>
      itsm.call(person, 'get', path).set('if-none-match', headers.etag);
    const seen = await again('eddie').expect(200);
    expect(seen.text).toContain('News');
    expect(seen.headers).toMatchObject({
      etag: headers.etag,
      'cache-control': 'private, no-store',
      'content-type': 'application/json; charset=utf-8',
    });
    const other = await again('rita').expect(200);
    expect(other.text).not.toContain('News');
  });
});
