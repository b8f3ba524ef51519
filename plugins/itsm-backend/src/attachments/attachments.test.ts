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
    itsm = await startItsm({
      knex: await databases.init(id),
      itsm: {
        attachments: {
          maxBytesPerRecord: 1_000,
          maxFilesPerRecord: 12,
          maxTotalBytes: 2_500,
        },
      },
    });
  });
  afterAll(() => itsm?.stop());

  const opened = async () =>
    (
      await itsm
        .call('rita', 'post', '/v1/incidents')
        .send(CHECKOUT_DOWN)
        .expect(201)
    ).body.number as string;
  const attach = (number: string, size: number, name = 'dump.bin') =>
    itsm
      .call('rita', 'post', `/v1/incidents/${number}/attachments?name=${name}`)
      .set('content-type', 'application/octet-stream')
      .send(Buffer.alloc(size, name));

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
    const more = await attach(body.number, 1).expect(409);
    expect(more.body.error).toMatchObject({
      code: 'too_many_attachments',
      params: { max: 12 },
    });
  });

  it('have so much room with a record, also when they come at once', async () => {
    const number = await opened();
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map(name => attach(number, 300, name)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 201, 201, 409,
    ]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error).toMatchObject({
      code: 'record_attachments_full',
    });
    expect(refused.body.error.message).toMatch(/Attach a smaller file/);
    const seen = await itsm.call('rita', 'get', `/v1/records/${number}`);
    expect(seen.body.attachments).toHaveLength(3);
  });

  it('have so much room with all records', async () => {
    await attach(await opened(), 900).expect(201);
    const full = await attach(await opened(), 900).expect(409);
    expect(full.body.error.code).toBe('attachments_full');
    expect(full.body.error.message).toMatch(/maxTotalBytes/);
  });
});
