import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('files, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  it('that come at once for one record are all kept', async () => {
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    const names = Array.from({ length: 12 }, (_, n) => `screen-${n}.txt`);
    const answers = await Promise.all(
      names.map(name =>
        itsm
          .call(
            'rita',
            'post',
            `/v1/incidents/${body.number}/attachments?name=${name}`,
          )
          .set('content-type', 'text/plain')
          .send(`What ${name} shows`),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(names.map(() => 201));
    const seen = await itsm.call('rita', 'get', `/v1/records/${body.number}`);
    expect(seen.body.attachments.map((file: any) => file.name).sort()).toEqual(
      names.sort(),
    );
  });
});
