import { act, type ActContext } from '../..';
import { itFollows } from '../__testUtils__/itFollows';
import {
  codeOf,
  contextOf,
  linkTo,
  recordOf,
  RITA,
  SYSTEM,
} from '../__testUtils__/kindTest';
import { request } from './request';

const TABLE = `
route    submitted        -> pending_approval system
route    submitted        -> approved         system
replace_approvers pending_approval -> pending_approval agent manager
approve  pending_approval -> approved         approver
reject   pending_approval -> rejected         approver
cancel   submitted        -> canceled         requester
cancel   pending_approval -> canceled         requester
cancel   approved         -> canceled         requester
assign   approved         -> approved         agent
assign   in_fulfilment    -> in_fulfilment    agent
assign   on_hold          -> on_hold          agent
start    approved         -> in_fulfilment    agent
hold     in_fulfilment    -> on_hold          agent
resume   on_hold          -> in_fulfilment    agent
fulfil   in_fulfilment    -> fulfilled        agent
roll_up  approved         -> fulfilled        system
roll_up  approved         -> canceled         system
roll_up  in_fulfilment    -> fulfilled        system
roll_up  in_fulfilment    -> canceled         system
roll_up  on_hold          -> fulfilled        system
roll_up  on_hold          -> canceled         system
close    fulfilled        -> closed           requester system
dispute  fulfilled        -> in_fulfilment    requester
`;

const asked = (state: string, data: object = {}) =>
  recordOf(request, state, { data });
const tasks = (...states: string[]) =>
  states.map((state, n) =>
    linkTo(
      'parent',
      `TSK-${n}`,
      { kind: 'task', state, open: ['open', 'in_progress'].includes(state) },
      true,
    ),
  );

describe('the lifecycle of a request', () => {
  itFollows(request, TABLE);

  it('asks those whom it names, and nobody else', () => {
    const routed = (approvers?: string[]) =>
      act(request, asked('submitted', { approvers }), 'route', {}, SYSTEM)
        .record;
    expect(routed().state).toBe('approved');
    expect(routed([]).state).toBe('approved');
    const waiting = routed(['user:default/chen']);
    expect(waiting.state).toBe('pending_approval');
    const decide = (ref: string, o: Partial<ActContext> = {}) =>
      codeOf(() =>
        act(
          request,
          waiting,
          'approve',
          {},
          {
            ...contextOf(['approver']),
            actor: { type: 'user', ref },
            ownershipRefs: [ref],
            ...o,
          },
        ),
      );
    expect(decide('user:default/eddie')).toBe('not_asked');
    expect(decide(RITA, { ownershipRefs: [RITA, 'user:default/chen'] })).toBe(
      'approver_is_requester',
    );
    expect(decide('user:default/chen')).toBe('ok');
  });

  it('is not handed over or rewritten once somebody is asked to decide on it', () => {
    const edit = (data: object, input: object) =>
      request.applyEdit(asked('pending_approval', data), input, SYSTEM).refused
        ?.code;
    const approvals = [{ stage: 'pending_approval', approver: RITA }];
    for (const input of [
      { requester: 'user:default/sofia' },
      { title: 'Something else' },
      { description: 'Something else' },
    ]) {
      expect(edit({ approvals }, input)).toBe('approved_content_is_fixed');
      expect(edit({ approvals: [] }, input)).toBeUndefined();
    }
    expect(edit({ approvals }, { category: 'Hardware' })).toBeUndefined();
  });

  /** What its tasks make of it, once the last of them has ended. */
  function ended(from: string, states: readonly string[]) {
    const links = tasks(...states);
    const before = asked(from, { holdReason: 'The vendor' });
    const followUps = request.onNeighbour!(before, {
      role: 'parent',
      incoming: true,
      open: false,
      isNew: false,
      record: { ...recordOf(request, states[0]), kind: 'task' },
    });
    const performed = followUps.flatMap(({ action, input }) => {
      const perform = () =>
        act(request, before, action, input, { ...SYSTEM, links }).record;
      return codeOf(perform) === 'ok' ? [perform()] : [];
    });
    expect(performed.length).toBeLessThan(2);
    return performed[0] ?? before;
  }

  it.each([
    [['completed', 'completed'], 'fulfilled', false],
    [['completed', 'skipped'], 'fulfilled', false],
    [['completed', 'incomplete'], 'fulfilled', true],
    [['skipped', 'skipped'], 'canceled', undefined],
    [['completed', 'canceled'], 'fulfilled', false],
    [['completed', 'open'], undefined, undefined],
    [['canceled'], undefined, undefined],
  ] as const)('with tasks %j is %s, partial: %s', (states, state, partial) => {
    for (const from of ['approved', 'in_fulfilment', 'on_hold']) {
      const record = ended(from, states);
      expect(record).toMatchObject({ state: state ?? from });
      expect(record.data.partial).toBe(partial);
      expect(record.data.holdReason).toBe(state ? null : 'The vendor');
    }
    for (const from of ['submitted', 'pending_approval', 'fulfilled']) {
      expect(ended(from, states).state).toBe(from);
    }
  });

  it('is closed by the clock unless its requester disputes it', () => {
    const agent = contextOf(['agent']);
    const requester = contextOf(['requester'], {
      actor: { type: 'user', ref: RITA },
    });
    const done = act(
      request,
      asked('in_fulfilment'),
      'fulfil',
      { outcome: 'Here it is' },
      agent,
    );
    expect(done.timers).toMatchObject([
      { name: 'auto_close', action: 'close', dueAt: expect.any(Number) },
    ]);
    const dispute = { reason: 'It is not' };
    const back = act(request, done.record, 'dispute', dispute, requester);
    expect(back.timers).toEqual([{ name: 'auto_close', dueAt: null }]);
    expect(back.record).toMatchObject({ reopenCount: 1, resolvedAt: null });
    const rate = (ctx: ActContext) =>
      codeOf(() =>
        act(request, done.record, 'close', { satisfaction: 5 }, ctx),
      );
    expect(rate(requester)).toBe('ok');
    expect(rate(SYSTEM)).toBe('satisfaction_is_the_requesters');
  });
});
