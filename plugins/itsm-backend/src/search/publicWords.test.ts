import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { recordStatements } from '../__testUtils__/statements';
import { Records } from '../records/Records';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('words of comments, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  async function opened() {
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN)
      .expect(201);
    const path = `/v1/incidents/${body.number}`;
    const comment = (text: string, audience = 'public') =>
      itsm.call('eddie', 'post', `${path}/comments`).send({ text, audience });
    return { number: body.number, path, comment };
  }
  const found = async (q: string) =>
    (
      await itsm.call('eddie', 'get', `/v1/records?state=all&q=${q}`)
    ).body.items.map((item: any) => item.number);

  it('are added by a comment, which reads no other one again', async () => {
    const { number, path, comment } = await opened();
    await comment('First the zebra').expect(201);
    const { body } = await comment('An xylophone, internally', 'internal');
    const { statements, stop } = recordStatements(knex);
    await comment('Then the yak').expect(201);
    stop();
    const reading = statements.filter(({ sql }) => sql.includes('n.amends'));
    // Those of the page that is answered
    expect(reading).toHaveLength(1);
    for (const word of ['zebra', 'yak']) {
      expect(await found(word)).toEqual([number]);
    }
    expect(await found('xylophone')).toEqual([]);

    const [line] = body.timeline.items.filter(
      (each: any) => each.body.text === 'First the zebra',
    );
    await itsm
      .call('eddie', 'patch', `${path}/comments/${line.id}`)
      .set('if-match', `"${line.seq}"`)
      .send({ text: 'First the aardwolf' })
      .expect(200);
    expect(await found('zebra')).toEqual([]);
    expect(await found('aardwolf')).toEqual([number]);
    expect(await found('yak')).toEqual([number]);
  });

  it('of a record from before are read once', async () => {
    const { number, comment } = await opened();
    await comment('Once upon a walrus').expect(201);
    await knex('record_words').delete();
    await comment('And a narwhal').expect(201);
    expect(await found('walrus')).toEqual([number]);
    expect(await found('narwhal')).toEqual([number]);
  });

  it('are bounded: the newest ones win', async () => {
    const { number, comment } = await opened();
    await comment('An ancient coelacanth').expect(201);
    await comment('\uFDFA'.repeat(20_000)).expect(201);
    await comment('A brand new okapi').expect(201);
    const row = await knex('record_words').orderBy('words').first();
    expect(row.words.split(' ').length).toBeLessThanOrEqual(2_000);
    expect(await found('okapi')).toEqual([number]);
    expect(await found('coelacanth')).toEqual([]);
  });

  it('of long comments come on pages that are bounded, and all of them come', async () => {
    const { path, comment } = await opened();
    for (let index = 0; index < 15; index += 1) {
      await comment(`${index} ${'\uFDFA'.repeat(19_000)}`).expect(201);
    }
    const seen: string[] = [];
    let { timeline: page } = (await itsm.call('eddie', 'get', path)).body;
    for (;;) {
      expect(JSON.stringify(page).length).toBeLessThan(220_000);
      seen.push(...page.items.map((line: any) => line.verb));
      if (!page.nextCursor) break;
      const next = `${path}/entries?cursor=${page.nextCursor}`;
      page = (await itsm.call('eddie', 'get', next)).body;
    }
    expect(seen.filter(verb => verb === 'commented')).toHaveLength(15);
    expect(seen[seen.length - 1]).toBe('created');
  });

  it('of 200 comments at once leave connections to others', async () => {
    const { number, path, comment } = await opened();
    let writing = 0;
    let most = 0;
    const { transaction } = Records.prototype;
    const spied = jest
      .spyOn(Records.prototype, 'transaction')
      .mockImplementation(async function counted(this: Records, work) {
        writing += 1;
        most = Math.max(most, writing);
        try {
          return await transaction.call(this, work);
        } finally {
          writing -= 1;
        }
      });
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => comment(`Number ${index}`)),
    );
    spied.mockRestore();
    expect(most).toBeLessThanOrEqual(2);
    const written = answers.filter(({ status }) => status === 201);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(written.length).toBeGreaterThanOrEqual(100);
    for (const { status, headers, body } of refused) {
      expect(status).toBe(429);
      expect(headers['retry-after']).toBe('2');
      expect(body.error.code).toBe('too_many_requests');
    }
    const { body } = await itsm.call('eddie', 'get', path).expect(200);
    expect(body.number).toBe(number);
  });
});
