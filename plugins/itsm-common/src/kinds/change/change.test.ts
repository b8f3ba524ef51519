import {
  act,
  lifecycleRows,
  PRIORITY_PRESETS,
  type ActContext,
  type Capability,
  type ItsmRecord,
} from '../..';
import { change, type ChangeData } from './change';
import { openRegistration } from './registration';

const AT = Date.UTC(2026, 0, 5, 9);
const HOUR = 3_600_000;
const REQUESTER = 'user:default/eddie';
const CHEN = 'user:default/chen';

function context(
  actor: string,
  capabilities: Capability[],
  o: Partial<ActContext> = {},
): ActContext {
  return {
    actor: { type: 'user', ref: actor },
    at: AT,
    policy: {
      matrix: PRIORITY_PRESETS.default,
      quietPeriodMs: HOUR,
      autoCloseMs: 0,
      kinds: [],
    },
    links: [
      { role: 'affected', target: 'entity', ref: 'component:default/checkout' },
    ],
    targets: new Map(),
    ownershipRefs: [actor, 'group:default/change-managers'],
    capabilities: new Set(capabilities),
    ...o,
  };
}

const PLAN: Partial<ChangeData> = {
  justification: 'Old version leaks',
  implementationPlan: 'Deploy',
  backoutPlan: 'Deploy the old one',
  testPlan: 'Pay once',
  windowStart: AT - HOUR,
  windowEnd: AT + HOUR,
  approvers: [CHEN],
};

function record(
  state: string,
  data: Partial<ChangeData> = {},
): ItsmRecord<ChangeData> {
  return {
    id: 'id',
    number: 'CHG-000001',
    kind: 'change',
    desk: 'it',
    state,
    version: 1,
    title: 'Deploy checkout 2',
    description: '',
    impact: null,
    urgency: null,
    priority: null,
    environment: 'production',
    category: null,
    channel: 'portal',
    restricted: false,
    requester: REQUESTER,
    openedBy: REQUESTER,
    assignee: null,
    assignmentGroup: null,
    createdAt: AT - 2 * HOUR,
    updatedAt: AT - 2 * HOUR,
    startedAt: null,
    detectedAt: null,
    acknowledgedAt: null,
    mitigatedAt: null,
    resolvedAt: null,
    closedAt: null,
    reopenCount: 0,
    data: { type: 'normal', ...data },
    dataVersion: 1,
  };
}

const TABLE = `
request_assessment    new       -> assess    requester agent
request_authorization new       -> authorize requester agent
schedule              new       -> scheduled requester agent system
approve_assessment    assess    -> authorize approver
authorize             authorize -> scheduled approver
reject                assess    -> new       approver
reject                authorize -> new       approver
revert                assess    -> new       requester
revert                authorize -> new       requester
implement             scheduled -> implement agent pipeline
finish                implement -> review    agent pipeline
close                 review    -> closed    agent pipeline system
judge                 review    -> review    pipeline system
judge                 closed    -> closed    pipeline system
cancel                new       -> canceled  requester manager
cancel                assess    -> canceled  requester manager
cancel                authorize -> canceled  requester manager
cancel                scheduled -> canceled  requester manager
cancel                implement -> canceled  requester manager
`;

describe('the lifecycle of a change', () => {
  it('has exactly these rows', () => {
    const rows = lifecycleRows(change).map(
      ({ action, from, to, who }) =>
        `${action} ${from} -> ${to} ${who.join(' ')}`,
    );
    expect(rows).toEqual(
      TABLE.trim()
        .split('\n')
        .map(row => row.replace(/ +/g, ' ')),
    );
  });

  it('refuses every action in every state that the table does not list', () => {
    const everyone = context(CHEN, [
      'agent',
      'requester',
      'approver',
      'manager',
      'pipeline',
      'system',
    ]);
    for (const state of Object.keys(change.states)) {
      for (const [name, action] of Object.entries(change.actions)) {
        if (action.from.includes(state)) continue;
        expect(() => act(change, record(state), name, {}, everyone)).toThrow(
          expect.objectContaining({ code: 'illegal_transition' }),
        );
      }
    }
  });

  it.each([
    ['normal', 'new', ['request_assessment', 'cancel']],
    ['emergency', 'new', ['request_authorization', 'cancel']],
    ['standard', 'new', ['schedule', 'cancel']],
    ['registration', 'implement', ['finish']],
    ['registration', 'review', ['close', 'judge']],
    ['registration', 'closed', ['judge']],
    ['unauthorized', 'review', ['close']],
    ['normal', 'review', ['close']],
    ['normal', 'closed', []],
  ] as const)('a %s change that is %s knows %j', (type, state, actions) => {
    const known = Object.entries(change.actions)
      .filter(
        ([, a]) =>
          a.from.includes(state) &&
          (!a.when || a.when(record(state, { type }))),
      )
      .map(([name]) => name);
    expect(known).toEqual(actions);
  });
});

const code = (run: () => unknown) => {
  try {
    run();
  } catch (error: any) {
    return error.code;
  }
  return 'ok';
};

describe('approval', () => {
  const requester = context(REQUESTER, ['requester', 'approver', 'agent']);
  const chen = context(CHEN, ['approver']);
  const asked = () =>
    act(change, record('new', PLAN), 'request_assessment', {}, requester)
      .record as any;

  it('is asked for only when the plan is complete', () => {
    for (const field of [
      'justification',
      'implementationPlan',
      'backoutPlan',
      'testPlan',
      'windowStart',
      'windowEnd',
    ]) {
      const data = { ...PLAN, [field]: undefined };
      expect(
        code(() =>
          act(change, record('new', data), 'request_assessment', {}, requester),
        ),
      ).toBe('fields_required');
    }
    expect(
      code(() =>
        act(
          change,
          record('new', { ...PLAN, approvers: [] }),
          'request_assessment',
          {},
          requester,
        ),
      ),
    ).toBe('approvers_required');
    expect(
      code(() =>
        act(
          change,
          record('new', { ...PLAN, windowEnd: AT - HOUR }),
          'request_assessment',
          {},
          requester,
        ),
      ),
    ).toBe('window_is_empty');
    const nothing = { ...requester, links: [] };
    expect(
      code(() =>
        act(change, record('new', PLAN), 'request_assessment', {}, nothing),
      ),
    ).toBe('entity_required');
  });

  it('is given by whoever was named, and never by whoever asked', () => {
    const pending = asked();
    expect(change.principals!(pending)).toEqual([
      { role: 'approver', ref: CHEN },
    ]);
    const own = { ...requester, ownershipRefs: [REQUESTER, CHEN] };
    expect(
      code(() => act(change, pending, 'approve_assessment', {}, own)),
    ).toBe('approver_is_requester');
    const stranger = context('user:default/stan', ['approver'], {
      ownershipRefs: ['user:default/stan'],
    });
    expect(
      code(() => act(change, pending, 'approve_assessment', {}, stranger)),
    ).toBe('not_asked');
    const assessed = act(
      change,
      pending,
      'approve_assessment',
      { comment: 'ok' },
      chen,
    ).record as any;
    expect(assessed.state).toBe('authorize');
    expect(assessed.data.approvals).toMatchObject([
      { stage: 'assess', decision: 'approved', decidedBy: CHEN, comment: 'ok' },
      { stage: 'authorize', approver: CHEN },
    ]);
    expect(act(change, assessed, 'authorize', {}, chen).record.state).toBe(
      'scheduled',
    );
  });

  it('may be given by a member of a named group', () => {
    const data = { ...PLAN, approvers: ['group:default/change-managers'] };
    const pending = act(
      change,
      record('new', data),
      'request_assessment',
      {},
      requester,
    ).record;
    expect(
      act(change, pending, 'approve_assessment', {}, chen).record.state,
    ).toBe('authorize');
    // The requester is a member too, and still may not.
    expect(
      code(() => act(change, pending, 'approve_assessment', {}, requester)),
    ).toBe('approver_is_requester');
  });

  it('is void once what was approved changes', () => {
    const scheduled = act(
      change,
      act(change, asked(), 'approve_assessment', {}, chen).record,
      'authorize',
      {},
      chen,
    ).record as any;
    const edit = change.applyEdit(
      scheduled,
      { backoutPlan: 'None' },
      requester,
    );
    expect(edit.to).toBe('assess');
    const approvals = (edit.patch.data as any).approvals;
    expect(approvals.filter((a: any) => !a.voided)).toEqual([
      { stage: 'assess', approver: CHEN },
    ]);
    expect(
      change.applyEdit(scheduled, { title: 'Another title' }, requester).to,
    ).toBeUndefined();
    expect(change.onEntitiesChanged!(scheduled, requester).to).toBe('assess');
    const waiting = act(change, asked(), 'approve_assessment', {}, chen)
      .record as any;
    expect(
      change.applyEdit(waiting, { backoutPlan: 'None' }, requester).refused
        ?.code,
    ).toBe('approved_content_is_fixed');
  });

  it('is never given by somebody who wrote what is approved', () => {
    const pending = asked();
    const olivia = 'user:default/olivia';
    const edit = change.applyEdit(
      pending,
      { backoutPlan: 'Another one' },
      context(olivia, ['agent']),
    );
    const edited = {
      ...pending,
      data: { ...pending.data, ...(edit.patch.data as object) },
    };
    const author = context(olivia, ['approver'], { ownershipRefs: [CHEN] });
    expect(
      code(() => act(change, edited, 'approve_assessment', {}, author)),
    ).toBe('approver_is_requester');
    expect(
      code(() => act(change, edited, 'approve_assessment', {}, chen)),
    ).toBe('ok');
  });

  it('leaves requester and approvers as they were once it was asked for', () => {
    for (const input of [
      { requester: CHEN },
      { approvers: [REQUESTER] },
      { type: 'emergency' },
    ]) {
      expect(change.applyEdit(asked(), input, requester).refused).toEqual({
        code: 'fixed_after_new',
        params: { fields: Object.keys(input) },
      });
    }
    // Whoever handed the change over before asking does not decide on it either.
    const handed = change.applyEdit(
      record('new', PLAN),
      { requester: CHEN },
      requester,
    );
    expect((handed.patch.data as ChangeData).authors).toContain(REQUESTER);
  });

  it('ends with one rejection, and the change is new again', () => {
    const rejected = act(change, asked(), 'reject', { reason: 'No test' }, chen)
      .record as any;
    expect(rejected.state).toBe('new');
    expect(change.principals!(rejected)).toEqual([]);
  });
});

describe('an emergency', () => {
  const requester = context(REQUESTER, ['requester']);
  const data: Partial<ChangeData> = {
    type: 'emergency',
    backoutPlan: 'x',
    approvers: [CHEN],
  };

  it('needs an urgent incident or a security reason', () => {
    expect(
      code(() =>
        act(
          change,
          record('new', data),
          'request_authorization',
          {},
          requester,
        ),
      ),
    ).toBe('emergency_reason_required');
    expect(
      code(() =>
        act(
          change,
          record('new', { ...data, securityReason: 'CVE' }),
          'request_authorization',
          {},
          requester,
        ),
      ),
    ).toBe('ok');
    const urgent = {
      ...requester,
      links: [
        ...requester.links,
        {
          role: 'relatedTo' as const,
          target: 'record' as const,
          ref: 'INC-000001',
          record: {
            kind: 'incident',
            state: 'new',
            open: true,
            priority: 2,
            createdAt: AT,
          },
        },
      ],
    };
    expect(
      code(() =>
        act(change, record('new', data), 'request_authorization', {}, urgent),
      ),
    ).toBe('ok');
  });
});

describe('implementation', () => {
  it('happens inside the window, or with a manager’s waiver', () => {
    const data = { ...PLAN, windowStart: AT + HOUR, windowEnd: AT + 2 * HOUR };
    const agent = context(REQUESTER, ['agent']);
    expect(
      code(() =>
        act(change, record('scheduled', data), 'implement', {}, agent),
      ),
    ).toBe('outside_window');
    expect(
      code(() =>
        act(
          change,
          record('scheduled', data),
          'implement',
          { waiver: 'now' },
          agent,
        ),
      ),
    ).toBe('outside_window');
    const manager = context(CHEN, ['agent', 'manager']);
    expect(
      code(() =>
        act(
          change,
          record('scheduled', data),
          'implement',
          { waiver: 'now' },
          manager,
        ),
      ),
    ).toBe('ok');
    expect(
      code(() =>
        act(change, record('scheduled', PLAN), 'implement', {}, agent),
      ),
    ).toBe('ok');
  });

  it('starts now, whatever start is told', () => {
    const later = { ...PLAN, windowStart: AT - 2 * HOUR, windowEnd: AT - HOUR };
    const agent = context(REQUESTER, ['agent']);
    const start = (actualStart: number, ctx = agent) =>
      code(() =>
        act(
          change,
          record('scheduled', later),
          'implement',
          { actualStart: new Date(actualStart).toISOString() },
          ctx,
        ),
      );
    expect(start(AT - 1.5 * HOUR)).toBe('outside_window');
    expect(start(AT + HOUR)).toBe('start_in_the_future');
    // A pipeline's report may come late.
    expect(
      start(AT - 1.5 * HOUR, context('service:github', ['pipeline'])),
    ).toBe('ok');
  });

  it('that was canceled shows how it was backed out', () => {
    const requester = context(REQUESTER, ['requester']);
    expect(
      code(() =>
        act(change, record('implement'), 'cancel', { reason: 'x' }, requester),
      ),
    ).toBe('backout_evidence_required');
    expect(
      code(() =>
        act(change, record('new'), 'cancel', { reason: 'x' }, requester),
      ),
    ).toBe('ok');
  });
});

describe('a registered deployment', () => {
  const pipeline = context('service:github', ['pipeline']);
  const running = () => {
    const opening = openRegistration({
      type: 'registration',
      title: 'Deploy',
      entities: ['component:default/checkout'],
      environment: 'production',
      revision: 'abc',
      actualStart: '2026-01-05T09:00:00Z',
    });
    return record(opening.state, opening.data as ChangeData);
  };

  it('is observed for the quiet period and then closed by the clock', () => {
    const finished = act(
      change,
      running(),
      'finish',
      { result: 'success', actualEnd: '2026-01-05T09:05:00Z' },
      pipeline,
    );
    expect(finished.record.state).toBe('review');
    expect(finished.timers).toEqual([
      {
        name: 'quiet_period',
        action: 'close',
        dueAt: AT + 5 * 60_000 + HOUR,
        input: { closeCode: 'successful' },
      },
    ]);
    const system = context('system:timer', ['system']);
    const closed = act(
      change,
      finished.record,
      'close',
      { closeCode: 'successful' },
      system,
    );
    expect(closed.record).toMatchObject({
      state: 'closed',
      closedAt: AT,
      data: { closeCode: 'successful' },
    });
  });

  it('that caused a P1 or P2 is not closed as successful', () => {
    const finished = act(
      change,
      running(),
      'finish',
      { result: 'success' },
      pipeline,
    ).record;
    const caused = (priority: number) =>
      context('system:timer', ['system'], {
        links: [
          {
            role: 'causedBy',
            target: 'record',
            ref: 'INC-000009',
            incoming: true,
            record: {
              kind: 'incident',
              state: 'new',
              open: true,
              priority,
              createdAt: AT,
            },
          },
        ],
      });
    const close = (priority: number) =>
      code(() =>
        act(
          change,
          finished,
          'close',
          { closeCode: 'successful' },
          caused(priority),
        ),
      );
    expect(close(2)).toBe('caused_incident');
    expect(close(3)).toBe('ok');
  });

  it('can’t be typed by a person', () => {
    expect(
      change.create.safeParse({
        title: 'x',
        entities: ['a'],
        environment: 'production',
        type: 'registration',
      }).success,
    ).toBe(false);
  });
});
