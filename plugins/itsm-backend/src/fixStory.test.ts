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

describe.each(databaseIds)('from an incident to what it taught, %s', id => {
  let itsm: TestItsm;
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    itsm = await startItsm({ knex });
  });
  afterAll(() => itsm?.stop());

  const { open, view, act, refusal, link, pathOf } = storyOf(() => itsm);
  const comments = ({ timeline }: any) =>
    timeline.items.filter((e: any) => e.verb === 'commented');

  it('a known error helps every incident, and its fix ends those that wait', async () => {
    const first = await open('rita', 'incidents', CHECKOUT_DOWN);
    const problem = await open('eddie', 'problems', {
      title: 'The pool runs out of connections',
      entities: ['checkout'],
      impact: 'high',
      urgency: 'medium',
    });
    expect(await refusal(problem, 'assess')).toEqual({
      status: 409,
      code: 'incident_or_proactive_required',
    });
    await link(first, 'causedBy', problem);
    expect(await act(problem, 'assess')).toMatchObject({
      state: 'assess',
      priority: 2,
    });
    await act(problem, 'confirm', { assignee: 'eddie' });
    await act(problem, 'publish_known_error', {
      rootCause: 'Connections are not given back',
      workaround: 'Restart it',
    });
    expect(comments(await view(first, 'rita'))).toMatchObject([
      {
        actor: { ref: 'system:lifecycle' },
        audience: 'public',
        // Rita may not read the problem: she gets its workaround, not its number
        body: { text: 'Restart it' },
      },
    ]);

    // One that comes later gets it, and waits
    const second = await open('rita', 'incidents', CHECKOUT_DOWN);
    await act(second, 'hold', { reason: 'problem', waitsFor: problem });
    expect(await view(second)).toMatchObject({
      state: 'on_hold',
      fields: { workaround: 'Restart it' },
    });

    const change = await open('eddie', 'changes', {
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
    await act(problem, 'start_fix', { fixedBy: change });
    await act(change, 'request_assessment');
    await act(change, 'approve_assessment', {}, 'chen');
    await act(change, 'authorize', {}, 'chen');
    await act(change, 'implement');
    const early = await refusal(problem, 'resolve', { fixNotes: 'Deployed' });
    expect(early).toEqual({ status: 409, code: 'fix_is_open' });
    await act(change, 'finish', { result: 'success' });
    await act(change, 'close', { closeCode: 'successful' });
    const told = (await view(problem)).timeline.items[0];
    expect(told).toMatchObject({ verb: 'reminded', body: { fix: change } });

    const solved = await act(problem, 'resolve', { fixNotes: 'Deployed' });
    expect(solved).toMatchObject({
      state: 'resolved',
      fields: { closeCode: 'fix_applied' },
    });
    expect(await view(second)).toMatchObject({
      state: 'resolved',
      fields: { resolution: { code: 'by_problem', notes: 'Deployed' } },
    });
    expect(await view(first)).toMatchObject({ state: 'new' });

    // What was closed as a success broke something after all
    await link(first, 'causedBy', change);
    const judged = await view(change);
    expect(judged).toMatchObject({
      state: 'closed',
      fields: { closeCode: 'with_issues' },
    });
    expect(judged.timeline.items[0]).toMatchObject({
      verb: 'judged',
      actor: { ref: 'system:lifecycle' },
      body: { closeCode: 'with_issues', incident: first },
    });
  });

  it('a duplicate hands its incidents to the problem that stays', async () => {
    const input = { title: 'The same', entities: ['checkout'] };
    const proactive = { ...input, proactive: true };
    const stays = await open('eddie', 'problems', proactive);
    const twin = await open('eddie', 'problems', proactive);
    const incident = await open('rita', 'incidents', CHECKOUT_DOWN);
    await link(incident, 'causedBy', twin);
    await act(stays, 'assess');
    await act(stays, 'confirm', { assignee: 'eddie' });
    await act(stays, 'publish_known_error', {
      rootCause: 'Known',
      workaround: 'Wait a minute',
    });
    await act(twin, 'assess');
    expect(
      await refusal(twin, 'mark_duplicate', { duplicateOf: twin }),
    ).toEqual({
      status: 409,
      code: 'duplicate_of_itself',
    });
    await act(twin, 'mark_duplicate', { duplicateOf: stays });
    const moved = await view(incident);
    const causes = moved.links.filter((l: any) => l.role === 'causedBy');
    expect(causes.map((l: any) => l.ref)).toEqual([stays]);
    expect(moved.fields.workaround).toBe('Wait a minute');
    expect((await view(twin)).fields.duplicateOf).toBe(stays);
    // Stan reads the twin, and would read that the other one exists
    await itsm
      .call('eddie', 'patch', await pathOf('eddie', stays))
      .set('if-match', String((await view(stays)).version))
      .send({ restricted: true })
      .expect(200);
    expect((await view(twin, 'stan')).fields.duplicateOf).toBeUndefined();
  });

  it('two problems that end as duplicates of each other do not send an incident to and fro', async () => {
    const input = { title: 'Twins', entities: ['checkout'], proactive: true };
    const twins = [
      await open('eddie', 'problems', input),
      await open('eddie', 'problems', input),
    ];
    for (const twin of twins) await act(twin, 'assess');
    const incident = await open('rita', 'incidents', CHECKOUT_DOWN);
    await link(incident, 'causedBy', twins[0]);
    await act(twins[0], 'mark_duplicate', { duplicateOf: twins[1] });
    // Its rule refuses that; only two requests at the same time get past it
    expect(
      await refusal(twins[1], 'mark_duplicate', { duplicateOf: twins[0] }),
    ).toEqual({ status: 409, code: 'duplicate_of_ended' });
    const [stored] = await knex('records').where({ number: twins[1] });
    const data = {
      ...JSON.parse(stored.data),
      closeCode: 'duplicate',
      duplicateOf: twins[0],
    };
    await knex('records')
      .where({ number: twins[1] })
      .update({ state: 'closed', data: JSON.stringify(data) });
    const other = await open('rita', 'incidents', CHECKOUT_DOWN);
    await link(other, 'causedBy', twins[1]);
    const causes = (await view(other)).links.filter(
      (l: any) => l.role === 'causedBy',
    );
    expect(causes.map((l: any) => l.ref)).toEqual([twins[1]]);
  });

  it('a request is approved by somebody else, and done when its tasks are', async () => {
    const asked = {
      title: 'Read access to the orders',
      entities: ['checkout'],
    };
    const plain = await open('rita', 'requests', asked);
    expect(await view(plain)).toMatchObject({
      state: 'approved',
      assignmentGroup: 'group:default/team-checkout',
    });
    const number = await open('rita', 'requests', {
      ...asked,
      approvers: ['rita', 'chen'],
    });
    expect(await view(number)).toMatchObject({ state: 'pending_approval' });
    expect(await refusal(number, 'approve', {}, 'rita')).toEqual({
      status: 409,
      code: 'approver_is_requester',
    });
    await act(number, 'approve', {}, 'chen');
    await act(number, 'start', { assignee: 'eddie' });
    const task = (title: string) =>
      open('eddie', 'tasks', { title, parent: number, entities: ['checkout'] });
    const tasks = [await task('Create the role'), await task('Tell them')];
    expect(await refusal(number, 'fulfil', { outcome: 'x' })).toEqual({
      status: 409,
      code: 'tasks_open',
    });
    await act(tasks[0], 'complete');
    expect(await view(number)).toMatchObject({ state: 'in_fulfilment' });
    await act(tasks[1], 'end_incomplete', { outcomeNote: 'Nobody there' });
    expect(await view(number)).toMatchObject({
      state: 'fulfilled',
      fields: { partial: true },
    });
    await act(number, 'dispute', { reason: 'No access' }, 'rita');
    const last = await task('Look again');
    await act(last, 'skip', { outcomeNote: 'It works' });
    expect(await view(number)).toMatchObject({ state: 'fulfilled' });
    await act(number, 'close', { satisfaction: 4 }, 'rita');
    expect(await view(number)).toMatchObject({
      state: 'closed',
      fields: { satisfaction: 4 },
    });
  });

  it('tasks of what is over are canceled, and a request of which all were skipped', async () => {
    const number = await open('rita', 'requests', { title: 'A desk' });
    const parent = { parent: number, title: 'Buy it' };
    await act(number, 'start', { assignee: 'adam' }, 'adam');
    const skipped = await open('adam', 'tasks', parent);
    await act(skipped, 'skip', { outcomeNote: 'There is one' }, 'adam');
    expect(await view(number)).toMatchObject({ state: 'canceled' });

    const other = await open('rita', 'requests', { title: 'A chair' });
    const left = await open('adam', 'tasks', { ...parent, parent: other });
    await act(other, 'cancel', {}, 'rita');
    expect(await view(left)).toMatchObject({ state: 'canceled' });
    await itsm
      .call('eddie', 'post', '/v1/tasks')
      .send({ title: 'x', parent: 'REQ-999999' })
      .expect(400);
  });

  it('a review is approved by somebody who wrote none of it', async () => {
    const incident = await open('rita', 'incidents', CHECKOUT_DOWN);
    const number = await open('eddie', 'reviews', {
      title: 'What happened',
      parent: incident,
      entities: ['checkout'],
      approvers: ['eddie', 'olivia', 'chen'],
    });
    expect(await refusal(number, 'request_review')).toMatchObject({
      code: 'fields_required',
    });
    const edit = async (who: Person, input: object) =>
      itsm
        .call(who, 'patch', `/v1/reviews/${number}`)
        .set('if-match', String((await view(number)).version))
        .send(input);
    await edit('olivia', { findings: 'The pool was too small' });
    expect(await refusal(number, 'request_review')).toMatchObject({
      code: 'action_or_reason_required',
    });
    const task = await open('eddie', 'tasks', {
      title: 'Watch the pool',
      parent: number,
      entities: ['checkout'],
    });
    expect(await refusal(number, 'request_review')).toMatchObject({
      code: 'action_not_committed',
    });
    await act(task, 'assign', { assignee: 'eddie' });
    await itsm
      .call('eddie', 'patch', `/v1/tasks/${task}`)
      .set('if-match', String((await view(task)).version))
      .send({ dueAt: '2030-01-01T09:00:00.000Z' })
      .expect(200);
    await act(number, 'request_review');
    expect((await edit('eddie', { findings: 'Other' })).status).toBe(409);
    for (const author of ['eddie', 'olivia'] as const) {
      expect(await refusal(number, 'complete', {}, author)).toEqual({
        status: 409,
        code: 'approver_is_requester',
      });
    }
    await act(number, 'send_back', { reason: 'Why too small?' }, 'chen');
    expect(await view(number)).toMatchObject({ state: 'draft' });
    await act(number, 'request_review');
    await act(number, 'complete', {}, 'chen');
    expect(await view(number)).toMatchObject({ state: 'completed' });
  });
});
