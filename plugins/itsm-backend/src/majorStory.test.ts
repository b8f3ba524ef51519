import { TestDatabases } from '@backstage/backend-test-utils';
import { databaseIds } from './__testUtils__/databases';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';
import { storyOf } from './__testUtils__/story';

const databases = TestDatabases.create({ ids: databaseIds });

describe.each(databaseIds)('what has to be looked back at, %s', id => {
  let itsm: TestItsm;
  beforeAll(async () => {
    itsm = await startItsm({ knex: await databases.init(id) });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act, refusal } = storyOf(() => itsm);
  const review = async (parent: string) => {
    const number = await open('eddie', 'reviews', {
      title: 'What happened',
      parent,
      entities: ['checkout'],
      findings: 'The certificate was not watched',
      noActionsReason: 'It is watched now',
      approvers: ['chen'],
    });
    await act(number, 'request_review');
    return {
      complete: () => act(number, 'complete', {}, 'chen'),
    };
  };

  it('a major incident goes its own way beside its states, up to an approved review', async () => {
    const number = await open('rita', 'incidents', CHECKOUT_DOWN);
    await act(number, 'propose_major', {
      businessImpact: 'Nobody can pay',
      reason: 'Every payment fails',
    });
    expect(
      await refusal(number, 'accept_major', { commander: 'eddie' }),
    ).toEqual({ status: 403, code: 'not_permitted' });
    expect(
      await act(number, 'accept_major', { commander: 'eddie' }, 'adam'),
    ).toMatchObject({
      state: 'new',
      fields: { major: 'accepted', commander: 'user:default/eddie' },
    });
    const list = await itsm.call('eddie', 'get', '/v1/incidents?state=open');
    expect(list.body.items[0].fields).toMatchObject({ major: 'accepted' });

    await act(number, 'resolve', {
      code: 'fixed',
      notes: 'A new certificate',
      causeUnknown: true,
    });
    itsm.clock.at += 30 * 86_400_000;
    await itsm.run('itsm-timers');
    expect(await view(number)).toMatchObject({ state: 'resolved' });
    expect(await refusal(number, 'close')).toEqual({
      status: 409,
      code: 'major_closed_by_manager',
    });
    expect(await refusal(number, 'close', {}, 'adam')).toEqual({
      status: 409,
      code: 'review_required',
    });
    const { complete } = await review(number);
    expect(await refusal(number, 'close', {}, 'adam')).toMatchObject({
      code: 'review_required',
    });
    await complete();
    expect(await act(number, 'close', {}, 'adam')).toMatchObject({
      state: 'closed',
      fields: { major: 'accepted' },
    });
  });
});
