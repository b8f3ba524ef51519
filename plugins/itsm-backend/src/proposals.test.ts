import { TestDatabases } from '@backstage/backend-test-utils';
import { builtInKinds, needsConsent } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { databaseIds } from './__testUtils__/databases';
import type { Person } from './__testUtils__/people';
import { storyOf } from './__testUtils__/story';
import {
  CHECKOUT_DOWN,
  startItsm,
  type TestItsm,
} from './__testUtils__/startItsm';

const databases = TestDatabases.create({ ids: databaseIds });
const DAY = 86_400_000;

/** Eddie and Olivia act on checkout; Stan reads it, and acts on search alone. */
describe.each(databaseIds)('a link with a record of others, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act, refusal, pathOf } = storyOf(() => itsm);
  const SEARCH_DOWN = {
    ...CHECKOUT_DOWN,
    entities: ['search'],
    impact: 'high',
    urgency: 'high',
  };

  const setLink = async (
    who: Person,
    method: 'post' | 'delete',
    number: string,
    role: string,
    ref: string,
  ) => {
    const path = `${await pathOf(who, number)}/links`;
    const link = { role, target: 'record', ref };
    const call =
      method === 'post'
        ? itsm.call(who, 'post', path).send(link)
        : itsm.call(who, 'delete', path).query(link);
    const { status, text } = await call;
    if (status !== 200) throw new Error(`${status} ${text}`);
  };
  const decide = async (
    who: Person,
    number: string,
    role: string,
    ref: string,
    accept: boolean,
  ) =>
    itsm
      .call(who, 'post', `${await pathOf('eddie', number)}/proposals`)
      .send({ role, ref, accept });
  const linkOf = (record: any, ref: string) =>
    record.links.find((link: any) => link.ref === ref);
  const consents = (record: any) =>
    record.timeline.items
      .filter((e: any) => e.body.consent)
      .map((e: any) => `${e.verb} ${e.body.consent}`);

  /** A registered or planned change of checkout that is closed as a success. */
  async function closedChange() {
    const change = await open('olivia', 'changes', {
      type: 'normal',
      title: 'Give connections back',
      environment: 'production',
      entities: ['checkout'],
      justification: 'The pool runs out',
      implementationPlan: 'Deploy',
      backoutPlan: 'Roll back',
      testPlan: 'Watch it',
      plannedStart: new Date(itsm.clock.at - DAY).toISOString(),
      plannedEnd: new Date(itsm.clock.at + DAY).toISOString(),
      approvers: ['chen'],
    });
    await act(change, 'request_assessment');
    await act(change, 'approve_assessment', {}, 'chen');
    await act(change, 'authorize', {}, 'chen');
    await act(change, 'implement');
    await act(change, 'finish', { result: 'success' });
    await act(change, 'close', { closeCode: 'successful' });
    return change;
  }

  const taskFor = (who: Person, parent: string) =>
    open(who, 'tasks', { title: 'Do it', parent, entities: ['search'] });

  it('moves a request only once its people accept the task', async () => {
    const request = await open('rita', 'requests', {
      title: 'A new laptop',
      entities: ['checkout'],
    });
    await act(request, 'start', { assignee: 'eddie' });
    const outsiders = await taskFor('stan', request);
    expect(linkOf(await view(outsiders, 'stan'), request)).toMatchObject({
      proposed: true,
    });
    // Neither what it is nor what becomes of it counts
    await act(outsiders, 'skip', { outcomeNote: 'No' }, 'stan');
    expect(await view(request)).toMatchObject({ state: 'in_fulfilment' });
    const pending = await taskFor('stan', request);
    const seen = await view(request);
    expect(linkOf(seen, pending)).toMatchObject({ proposed: true });
    expect(consents(seen)).toEqual(['linked proposed', 'linked proposed']);
    // Its requester has nothing to decide
    expect(consents(await view(request, 'rita'))).toEqual([]);

    expect(
      (await decide('stan', request, 'parent', pending, true)).status,
    ).toBe(403);
    expect(
      (await decide('eddie', request, 'parent', pending, true)).status,
    ).toBe(200);
    expect(await refusal(request, 'fulfil', { outcome: 'Here' })).toEqual({
      status: 409,
      code: 'tasks_open',
    });
    await act(pending, 'complete', {}, 'stan');
    expect(await view(request)).toMatchObject({ state: 'fulfilled' });
    // There is nothing to decide any more
    expect(
      (await decide('eddie', request, 'parent', pending, false)).status,
    ).toBe(404);
    // What was proposed while it was open can't come to it now
    expect(await refusal(request, 'dispute', { reason: 'x' }, 'eddie')).toEqual(
      {
        status: 403,
        code: expect.anything(),
      },
    );
  });

  it('takes a success back once it is accepted, and gives it back when it goes', async () => {
    const change = await closedChange();
    const incident = await open('stan', 'incidents', SEARCH_DOWN);
    await setLink('stan', 'post', incident, 'causedBy', change);
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'successful' },
    });
    await decide('eddie', change, 'causedBy', incident, true);
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'with_issues' },
    });
    expect(consents(await view(incident, 'stan'))).toEqual(['linked accepted']);

    // Of two that it caused one is left
    const other = await open('eddie', 'incidents', {
      ...CHECKOUT_DOWN,
      impact: 'high',
      urgency: 'high',
    });
    await setLink('eddie', 'post', other, 'causedBy', change);
    await setLink('stan', 'delete', incident, 'causedBy', change);
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'with_issues' },
    });
    await act(other, 'cancel', { reason: 'not_an_incident' });
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'successful' },
    });
  });

  it('becomes one with issues when what it caused becomes urgent, and none when that ends', async () => {
    const change = await closedChange();
    const incident = await open('eddie', 'incidents', {
      ...CHECKOUT_DOWN,
      impact: 'low',
      urgency: 'low',
    });
    await setLink('eddie', 'post', incident, 'causedBy', change);
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'successful' },
    });
    const edit = async (level: string) =>
      itsm
        .call('eddie', 'patch', `/v1/incidents/${incident}`)
        .set('if-match', String((await view(incident)).version))
        .send({ impact: level, urgency: level })
        .expect(200);
    await edit('high');
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'with_issues' },
    });
    await edit('low');
    expect(await view(change)).toMatchObject({
      fields: { closeCode: 'successful' },
    });
  });

  it('stops an automatic close until it is decided, when an agent says what broke', async () => {
    const report = {
      repository: 'acme/checkout',
      runId: '4711',
      environment: 'production',
      revision: '0123abc',
      state: 'success',
    };
    const { body } = await itsm
      .call('adam', 'post', '/v1/deployments')
      .send(report);
    const change = body.change.number as string;
    const incident = await open('stan', 'incidents', SEARCH_DOWN);
    await setLink('stan', 'post', incident, 'causedBy', change);
    const afterAnHour = async () => {
      await view(change);
      itsm.clock.at += 2 * 3_600_000;
      await itsm.run('itsm-timers');
      return view(change);
    };
    expect(await afterAnHour()).toMatchObject({ state: 'review' });
    await decide('eddie', change, 'causedBy', incident, false);
    expect(await afterAnHour()).toMatchObject({
      state: 'closed',
      fields: { closeCode: 'successful' },
    });
  });

  it('is not removed by those who may not know of it, as if there were none', async () => {
    const open1 = await open('eddie', 'incidents', CHECKOUT_DOWN);
    const hidden = await open('stan', 'incidents', {
      ...SEARCH_DOWN,
      restricted: true,
    });
    const path = `/v1/incidents/${open1}/links`;
    const link = { role: 'relatedTo', target: 'record', ref: hidden };
    await itsm.call('adam', 'post', path).send(link).expect(200);
    const answers = await Promise.all(
      [hidden, 'INC-999999'].map(async ref =>
        itsm.call('eddie', 'delete', path).query({ ...link, ref }),
      ),
    );
    const [told, missing] = answers.map(({ status, body: seen }) => [
      status,
      seen.version,
      seen.timeline.items.length,
    ]);
    expect(told).toEqual(missing);
    expect(linkOf(await view(open1, 'adam'), hidden)).toBeDefined();
  });

  it('is declined, and gone for both', async () => {
    const change = await closedChange();
    const incident = await open('stan', 'incidents', SEARCH_DOWN);
    await setLink('stan', 'post', incident, 'causedBy', change);
    await view(change);
    expect(
      (await decide('olivia', change, 'causedBy', incident, false)).status,
    ).toBe(200);
    const [seen, held] = [await view(change), await view(incident, 'stan')];
    expect(linkOf(seen, incident)).toBeUndefined();
    expect(linkOf(held, change)).toBeUndefined();
    expect(consents(seen)).toEqual(['unlinked declined', 'linked proposed']);
    expect(consents(held)).toEqual(['unlinked declined']);
    expect(seen.fields).toMatchObject({ closeCode: 'successful' });
  });

  it('holds at once when somebody links it who may act on both', async () => {
    const change = await closedChange();
    const incident = await open('stan', 'incidents', {
      ...SEARCH_DOWN,
      entities: ['search', 'checkout'],
    });
    await setLink('stan', 'post', incident, 'causedBy', change);
    await setLink('eddie', 'post', incident, 'causedBy', change);
    expect(linkOf(await view(change), incident).proposed).toBeUndefined();
    expect((await view(change)).fields).toMatchObject({
      closeCode: 'with_issues',
    });
  });

  it('is needed of no link that moves nothing', async () => {
    const problem = await open('eddie', 'problems', {
      title: 'The pool runs out',
      entities: ['checkout'],
      impact: 'high',
      urgency: 'medium',
    });
    const incident = await open('stan', 'incidents', SEARCH_DOWN);
    await setLink('stan', 'post', incident, 'causedBy', problem);
    const link = linkOf(await view(problem), incident);
    expect(link).toMatchObject({ incoming: true });
    expect(link.proposed).toBeUndefined();
  });

  it('hides a cause from no rule, whatever else is linked', async () => {
    const change = await closedChange();
    const caused = await open('eddie', 'incidents', {
      ...CHECKOUT_DOWN,
      impact: 'high',
      urgency: 'high',
    });
    await setLink('eddie', 'post', caused, 'causedBy', change);
    await view(change);
    const linkJunk = async () => {
      const junk = await open('stan', 'incidents', SEARCH_DOWN);
      const path = `/v1/incidents/${junk}/links`;
      const link = { role: 'relatedTo', target: 'record', ref: change };
      await itsm.call('stan', 'post', path).send(link).expect(200);
    };
    for (let n = 0; n < 205; n += 41) {
      await Promise.all(Array.from({ length: 41 }, linkJunk));
    }
    await setLink('eddie', 'delete', caused, 'causedBy', change);
    await setLink('eddie', 'post', caused, 'causedBy', change);
    expect((await view(change)).fields).toMatchObject({
      closeCode: 'with_issues',
    });

    // And a reader of few of them reads all of those
    const first = await view(change);
    expect(first.nextLinks).toEqual(expect.any(String));
    const refs = first.links
      .filter((link: any) => link.incoming)
      .map((link: any) => link.ref);
    for (let cursor = first.nextLinks; cursor;) {
      const { body } = await itsm
        .call('eddie', 'get', `/v1/changes/${change}/links`)
        .query({ cursor })
        .expect(200);
      refs.push(...body.items.map((link: any) => link.ref));
      cursor = body.nextCursor;
    }
    expect(new Set(refs).size).toBe(206);
    expect(refs).toHaveLength(206);
    await itsm
      .call('eddie', 'get', `/v1/changes/${change}/links`)
      .query({ cursor: 'x' })
      .expect(400);
  });
});

it('needs consent wherever a kind asks about it, unless that harms nobody', () => {
  const asked = builtInKinds.flatMap(kind =>
    (kind.asks ?? [])
      .filter(({ role, from }) => needsConsent(kind.asks, role, from))
      .map(({ role, from }) => `${from} ${role} ${kind.name}`),
  );
  expect([...new Set(asked)].sort()).toEqual([
    'incident causedBy change',
    'review parent change',
    'review parent incident',
    'task parent request',
    'task parent review',
  ]);
});
