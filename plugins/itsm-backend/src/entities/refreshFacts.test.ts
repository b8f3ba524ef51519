import { TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { databaseIds } from '../__testUtils__/databases';
import { ENTITIES } from '../__testUtils__/people';
import { CHECKOUT_DOWN, startItsm } from '../__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });

const checkout = ENTITIES.find(e => e.metadata.name === 'checkout') as Entity;
const relationsAtFirst = checkout.relations;

afterEach(() => {
  checkout.relations = relationsAtFirst;
});

describe.each(databaseIds)('when an entity gets another owner, %s', id => {
  it('the new owner decides, also about records that are closed, whoever saw the change first', async () => {
    const itsm = await startItsm({ knex: await databases.init(id) });
    const open = async () =>
      (
        await itsm.call('eddie', 'post', '/v1/incidents').send({
          ...CHECKOUT_DOWN,
          restricted: true,
          assignmentGroup: 'sales',
        })
      ).body.number;
    const [first, done] = [await open(), await open()];
    await itsm
      .call('eddie', 'post', `/v1/incidents/${done}/actions/cancel`)
      .set('if-match', '1')
      .send({ reason: 'unnecessary' })
      .expect(200);
    const statusFor = async (person: 'olivia' | 'stan', number: string) =>
      (await itsm.call(person, 'get', `/v1/records/${number}`)).status;
    expect(await statusFor('olivia', first)).toBe(200);
    expect(await statusFor('stan', first)).toBe(404);

    checkout.relations = [
      { type: 'ownedBy', targetRef: 'group:default/team-search' },
    ];
    // Somebody opens another record: the entity is read, and its new owner stored, by that.
    itsm.clock.at += 60_000;
    await open();
    await itsm.run('itsm-entity-facts');
    for (const number of [first, done]) {
      expect(await statusFor('olivia', number)).toBe(404);
      expect(await statusFor('stan', number)).toBe(200);
    }
    await itsm.stop();
  });

  it('an owner that does not exist gets no work', async () => {
    checkout.relations = [
      { type: 'ownedBy', targetRef: 'group:default/unknown' },
    ];
    const itsm = await startItsm({ knex: await databases.init(id) });
    const { body } = await itsm
      .call('rita', 'post', '/v1/incidents')
      .send(CHECKOUT_DOWN);
    expect(body.assignmentGroup).toBeNull();
    await itsm.stop();
  });
});
