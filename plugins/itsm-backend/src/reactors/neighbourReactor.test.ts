import { TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { databaseIds } from '../__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from '../__testUtils__/startItsm';
import { storyOf } from '../__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('what records do for each other, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const open = () =>
    itsm.call('rita', 'post', '/v1/incidents').send(CHECKOUT_DOWN).expect(201);

  it('a record that waits for a change is woken when the change is done', async () => {
    const change = await itsm.call('eddie', 'post', '/v1/changes').send({
      type: 'normal',
      title: 'Roll back',
      environment: 'production',
      entities: ['checkout'],
    });
    const incident = await open();
    const at = `/v1/incidents/${incident.body.number}`;
    await itsm
      .call('eddie', 'post', `${at}/actions/hold`)
      .set('if-match', '1')
      .send({ reason: 'problem', waitsFor: change.body.number })
      .expect(409);
    await itsm
      .call('eddie', 'post', `${at}/actions/hold`)
      .set('if-match', '1')
      .send({ reason: 'change', waitsFor: 'CHG-999999' })
      .expect(400);
    await itsm
      .call('eddie', 'post', `${at}/actions/hold`)
      .set('if-match', '1')
      .send({ reason: 'change', waitsFor: change.body.number })
      .expect(200);
    await itsm
      .call('eddie', 'post', `/v1/changes/${change.body.number}/actions/cancel`)
      .set('if-match', '1')
      .send({ reason: 'not needed' })
      .expect(200);
    await itsm.settle();
    const woken = await itsm.call('eddie', 'get', at);
    expect(woken.body).toMatchObject({ state: 'in_progress' });
    expect(woken.body.timeline.items[0].body).toMatchObject({
      action: 'wake',
      by: change.body.number,
    });
    expect(woken.body.links.filter((l: any) => l.role === 'waitsFor')).toEqual(
      [],
    );
  });

  it('children are resolved with their parent, and taken back with it', async () => {
    const parent = await open();
    // One by one: their numbers, by which they are listed, rise
    const children = [await open(), await open(), await open()];
    const act = async (
      number: string,
      action: string,
      input: object,
      who: 'eddie' | 'rita' = 'eddie',
    ) => {
      const at = `/v1/incidents/${number}`;
      const { body } = await itsm.call(who, 'get', at).expect(200);
      await itsm
        .call(who, 'post', `${at}/actions/${action}`)
        .set('if-match', String(body.version))
        .send(input)
        .expect(200);
    };
    const states = async () => {
      await itsm.settle();
      const rows = await knex('records')
        .whereIn(
          'number',
          children.map(({ body }) => body.number),
        )
        .orderBy('number')
        .select('state');
      return rows.map(row => row.state);
    };
    for (const { body } of children.slice(0, 2)) {
      await itsm
        .call('eddie', 'post', `/v1/incidents/${body.number}/links`)
        .send({ role: 'parent', target: 'record', ref: parent.body.number })
        .expect(200);
    }
    const solution = { code: 'fixed', notes: 'Disk', causeUnknown: true };
    // One of them is done already, and stays as it is when the parent comes back
    await act(children[1].body.number, 'resolve', solution);
    await act(parent.body.number, 'resolve', solution);
    expect(await states()).toEqual(['resolved', 'resolved', 'new']);
    await act(parent.body.number, 'reopen', { reason: 'It is back' });
    expect(await states()).toEqual(['in_progress', 'resolved', 'new']);
    await act(parent.body.number, 'resolve', solution);
    expect(await states()).toEqual(['resolved', 'resolved', 'new']);
    // The requester takes back the parent alone
    const back = { reason: 'No, it is not' };
    await act(parent.body.number, 'reopen', back, 'rita');
    expect(await states()).toEqual(['resolved', 'resolved', 'new']);
  });

  it('an incident goes to the problem at the end of a row of duplicates', async () => {
    const { open: begin, act, link, view } = storyOf(() => itsm);
    const input = { title: 'Same', entities: ['checkout'], proactive: true };
    const problem = async () => {
      const number = await begin('eddie', 'problems', input);
      await act(number, 'assess');
      return number;
    };
    const [first, second, stays] = [
      await problem(),
      await problem(),
      await problem(),
    ];
    await act(first, 'mark_duplicate', { duplicateOf: second });
    await act(second, 'mark_duplicate', { duplicateOf: stays });
    const { body } = await open();
    await link(body.number, 'causedBy', first);
    const { links } = await view(body.number);
    const causes = links.filter((l: any) => l.role === 'causedBy');
    expect(causes.map((l: any) => l.ref)).toEqual([stays]);
  });

  it('a neighbour whose kind is switched off holds up nothing', async () => {
    const [one, gone, last] = await Promise.all([open(), open(), open()]);
    const link = ({ body }: typeof one) =>
      itsm
        .call('eddie', 'post', `/v1/incidents/${one.body.number}/links`)
        .send({ role: 'relatedTo', target: 'record', ref: body.number })
        .expect(200);
    await link(gone);
    await itsm.settle();
    await knex('records')
      .where({ number: gone.body.number })
      .update({ kind: 'switched_off' });
    await link(last);
    await itsm.settle();
    expect(await knex('reactions').where({ reactor: 'neighbours' })).toEqual(
      [],
    );
  });
});
