import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from '../__testUtils__/databases';
import { fillRecords } from '../__testUtils__/fillRecords';
import { CHECKOUT_DOWN, startItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('the CSV of a list, %s', id => {
  it('has every row of the list, in its order, and nothing that a spreadsheet runs', async () => {
    const knex = await databases.init(id);
    const itsm = await startItsm({ knex });
    await fillRecords(knex, { count: 900 });
    const title = '=HYPERLINK("http://evil.example","Look")';
    await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, title })
      .expect(201);

    const answer = await itsm
      .call('adam', 'get', '/v1/incidents.csv?state=all')
      .expect('content-type', 'text/csv; charset=utf-8')
      .expect('content-disposition', 'attachment; filename="incidents.csv"')
      .expect(200);
    const [head, first, ...rest] = answer.text.split('\r\n');
    expect(head).toMatch(/^\ufeffnumber,title,state,.*,entities/);
    expect(first).toContain(`"'=HYPERLINK(""http://evil.example"",""Look"")"`);
    const numbers = rest.slice(0, -1).map(line => line.split(',')[0]);
    const expected = await knex('records')
      .where({ kind: 'incident' })
      .orderBy('id', 'desc')
      .pluck('number');
    expect(numbers).toEqual(expected.slice(1));

    const hot = await itsm
      .call('adam', 'get', '/v1/incidents.csv?state=all&entity=c-0')
      .expect(200);
    expect(hot.text.split('\r\n').slice(1, -1)).toHaveLength(
      Number(
        (
          await knex('links')
            .where({ ref: 'component:default/c-0', kind: 'incident' })
            .count({ n: '*' })
        )[0].n,
      ),
    );
    await itsm.stop();
  });

  it('has the columns that are asked for, of those that there are', async () => {
    const itsm = await startItsm({ knex: await databases.init(id) });
    await itsm
      .call('eddie', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, title: '=1+1' })
      .expect(201);
    const { text } = await itsm
      .call('adam', 'get', '/v1/incidents.csv?columns=title,entities,number')
      .expect(200);
    expect(text).toMatch(
      /^\ufefftitle,entities,number\r\n"'=1\+1",component:default\/checkout,INC-\d{6}\r\n$/,
    );
    // Lists name five of them
    const refs = [
      'cart',
      'checkout',
      'orphan',
      'search',
      'wishlist',
      'system:default/store',
    ];
    await itsm
      .call('adam', 'post', '/v1/incidents')
      .send({ ...CHECKOUT_DOWN, entities: refs })
      .expect(201);
    const all = await itsm
      .call('adam', 'get', '/v1/incidents.csv?columns=entities')
      .expect(200);
    expect(all.text.split('\r\n')[1].split(' ')).toHaveLength(refs.length);
    for (const columns of ['number,description', '', 'number,,title']) {
      const { body } = await itsm
        .call('adam', 'get', `/v1/incidents.csv?columns=${columns}`)
        .expect(400);
      expect(body.error.params.known).toContain('holdReason');
    }
    await itsm.stop();
  });

  it('is refused like the list', async () => {
    const itsm = await startItsm({ knex: await databases.init(id) });
    await itsm.call('rita', 'get', '/v1/changes.csv').expect(403);
    const { body } = await itsm
      .call('adam', 'get', '/v1/incidents.csv?limit=3')
      .expect(400);
    expect(body.error.code).toBe('invalid_input');
    await itsm.stop();
  });
});
