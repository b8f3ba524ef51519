import { TestDatabases } from '@backstage/backend-test-utils';
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

describe.each(databaseIds)('records that belong together, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act, refusal, pathOf } = storyOf(() => itsm);
  const incident = (who: Person = 'eddie', o: object = {}) =>
    open(who, 'incidents', { ...CHECKOUT_DOWN, ...o });
  const linking = async (number: string, role: string, ref: string) => {
    const path = `${await pathOf('eddie', number)}/links`;
    const { status, body } = await itsm
      .call('eddie', 'post', path)
      .send({ role, target: 'record', ref });
    return status === 200 ? 'ok' : { ...body.error, status };
  };
  const attach = (who: Person, path: string) =>
    itsm
      .call(who, 'post', `/v1/${path}/attachments`)
      .query({ name: 'log.txt' })
      .set('content-type', 'text/plain')
      .send('It says so here');

  it('form no ring, and have one parent', async () => {
    const [a, b, c] = [await incident(), await incident(), await incident()];
    expect(await linking(a, 'parent', b)).toBe('ok');
    expect(await linking(b, 'parent', a)).toMatchObject({
      status: 409,
      code: 'parent_ring',
      params: { path: [b, a, b] },
    });
    expect(await linking(b, 'parent', c)).toBe('ok');
    expect(await linking(c, 'parent', a)).toMatchObject({
      code: 'parent_ring',
      params: { path: [c, a, b, c] },
    });
    expect(await linking(a, 'parent', c)).toMatchObject({
      status: 409,
      code: 'has_parent',
      params: { ref: b },
    });
    expect(await linking(a, 'parent', a)).toMatchObject({ status: 400 });
  });

  it('are opened under nothing that is done', async () => {
    const request = await open('rita', 'requests', {
      title: 'A new laptop',
      entities: ['checkout'],
    });
    await act(request, 'start', { assignee: 'eddie' });
    await act(request, 'fulfil', { outcome: 'Here' });
    const { status, body } = await itsm
      .call('eddie', 'post', '/v1/tasks')
      .send({ title: 'One more', parent: request, entities: ['checkout'] });
    expect([status, body.error.code]).toEqual([409, 'parent_is_done']);
  });

  it('go on without a parent that was none', async () => {
    const [parent, child] = [await incident(), await incident()];
    await linking(child, 'parent', parent);
    await view(child);
    await act(parent, 'cancel', { reason: 'not_an_incident' });
    // Its requester reads no notes about it
    const seen = await view(child, 'olivia');
    expect(seen).toMatchObject({ state: 'new' });
    expect(seen.links.some((link: any) => link.ref === parent)).toBe(false);
    expect(seen.timeline.items[0]).toMatchObject({
      verb: 'reminded',
      body: { parent },
    });
  });

  it('that were duplicates by mistake go on, and whoever asked for one hears of the other', async () => {
    const survivor = await incident();
    const twice = await incident('rita');
    const isMissing = () => itsm.call('rita', 'get', `/v1/records/${survivor}`);
    expect((await isMissing()).status).toBe(404);
    await act(twice, 'cancel', { reason: 'duplicate', duplicateOf: survivor });
    expect(await view(survivor, 'rita')).toMatchObject({
      watching: true,
      can: { comment: true, edit: false },
    });
    await itsm
      .call('rita', 'post', `/v1/incidents/${survivor}/comments`)
      .send({ text: 'It happened to me, too', audience: 'public' })
      .expect(201);
    // One who only watches says nothing
    await itsm.call('stan', 'put', `/v1/incidents/${survivor}/watch`);
    expect((await view(survivor, 'stan')).can).toMatchObject({
      comment: false,
    });

    const back = await act(twice, 'undo_duplicate', { reason: 'Another one' });
    expect(back).toMatchObject({ state: 'new', closedAt: null });
    expect(back.links.some((link: any) => link.ref === survivor)).toBe(false);
  });

  it('wait for an answer in whatever form it comes', async () => {
    for (const answer of ['file', 'comment', 'amendment'] as const) {
      const waiting = await incident('rita');
      const comments = `/v1/incidents/${waiting}/comments`;
      const { body } = await itsm
        .call('rita', 'post', comments)
        .send({ text: 'Hm', audience: 'public' });
      await act(waiting, 'hold', { reason: 'requester', comment: 'Which?' });
      if (answer === 'file') {
        await attach('rita', `incidents/${waiting}`).expect(201);
      } else if (answer === 'comment') {
        const more = { text: 'This one', audience: 'public' };
        await itsm.call('rita', 'post', comments).send(more).expect(201);
      } else {
        const [{ id: comment, seq }] = body.timeline.items;
        await itsm
          .call('rita', 'patch', `${comments}/${comment}`)
          .set('if-match', String(seq))
          .send({ text: 'Hm, this one' })
          .expect(200);
      }
      expect([answer, (await view(waiting)).state]).toEqual([
        answer,
        'in_progress',
      ]);
    }
  });

  it('are decided by others when those who were asked are the wrong ones', async () => {
    const asked = await open('rita', 'requests', {
      title: 'Access to checkout',
      entities: ['checkout'],
      approvers: ['stan'],
    });
    const approvers = ['chen'];
    expect(
      await refusal(asked, 'replace_approvers', { approvers }, 'rita'),
    ).toEqual({ status: 403, code: 'not_permitted' });
    await act(asked, 'replace_approvers', { approvers });
    expect((await refusal(asked, 'approve', {}, 'stan')).status).not.toBe(200);
    expect(await act(asked, 'approve', {}, 'chen')).toMatchObject({
      state: 'approved',
    });
  });

  describe('a change', () => {
    const planned = () =>
      open('olivia', 'changes', {
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
        approvers: ['eddie', 'chen'],
      });
    const edit = async (number: string, input: object) =>
      itsm
        .call('eddie', 'patch', `/v1/changes/${number}`)
        .set('if-match', String((await view(number)).version))
        .send(input)
        .expect(200);

    it('is not approved by whoever wrote what is approved, whatever form it has', async () => {
      const before: Record<string, (change: string) => Promise<unknown>> = {
        title: change => edit(change, { title: 'Another title' }),
        description: change => edit(change, { description: 'More of it' }),
        file: async change => attach('eddie', `changes/${change}`).expect(201),
        link: async change =>
          linking(change, 'relatedTo', await incident('eddie')),
      };
      for (const [what, write] of Object.entries(before)) {
        const change = await planned();
        await act(change, 'request_assessment', {}, 'olivia');
        await write(change);
        expect([
          what,
          await refusal(change, 'approve_assessment', {}, 'eddie'),
        ]).toEqual([what, { status: 409, code: 'approver_is_requester' }]);
      }
      const change = await planned();
      await act(change, 'request_assessment', {}, 'olivia');
      await edit(change, { title: 'Give connections back' });
      await act(change, 'approve_assessment', {}, 'eddie');
    });

    it('is done and closed by others than those who approved it', async () => {
      const change = await planned();
      await act(change, 'request_assessment', {}, 'olivia');
      await act(change, 'approve_assessment', {}, 'chen');
      await act(change, 'authorize', {}, 'eddie');
      const refused = { status: 409, code: 'approver_is_implementer' };
      expect(await refusal(change, 'implement', {}, 'eddie')).toEqual(refused);
      await act(change, 'implement', {}, 'olivia');
      const result = { result: 'success' };
      expect(await refusal(change, 'finish', result, 'eddie')).toEqual(refused);
      await act(change, 'finish', result, 'olivia');
      const closeCode = { closeCode: 'successful' };
      expect(await refusal(change, 'close', closeCode, 'eddie')).toEqual(
        refused,
      );
      await act(change, 'close', closeCode, 'olivia');
    });
  });

  it('keep who led an analysis away from accepting its risk', async () => {
    const problem = await open('adam', 'problems', {
      title: 'The pool runs out',
      entities: ['checkout'],
      impact: 'high',
      urgency: 'medium',
      proactive: true,
    });
    await act(problem, 'assess', {}, 'eddie');
    await act(problem, 'assign', { assignee: 'adam' }, 'eddie');
    await act(problem, 'confirm', {}, 'eddie');
    await act(problem, 'assign', { assignee: 'eddie' }, 'adam');
    const risk = {
      reason: 'Cheaper',
      reviewAt: new Date(itsm.clock.at + 30 * DAY).toISOString(),
    };
    expect(await refusal(problem, 'accept_risk', risk, 'adam')).toEqual({
      status: 409,
      code: 'approver_is_coordinator',
    });
  });
});
