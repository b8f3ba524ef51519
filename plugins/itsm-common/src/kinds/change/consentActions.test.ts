import { act } from '../..';
import { AT, codeOf, EDDIE, linkTo } from '../__testUtils__/kindTest';
import { CHEN, context, HOUR, PLAN, record } from './__testUtils__/changeTest';
import { change } from './change';
import type { ChangeData } from './types';

const CONSENTS = [
  ['assess', 'approve_assessment'],
  ['authorize', 'authorize'],
] as const;

describe('approval', () => {
  const requester = context(EDDIE, ['requester', 'approver', 'agent']);
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
      'plannedStart',
      'plannedEnd',
    ]) {
      const data = { ...PLAN, [field]: undefined };
      expect(
        codeOf(() =>
          act(change, record('new', data), 'request_assessment', {}, requester),
        ),
      ).toBe('fields_required');
    }
    expect(
      codeOf(() =>
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
      codeOf(() =>
        act(
          change,
          record('new', { ...PLAN, plannedEnd: AT - HOUR }),
          'request_assessment',
          {},
          requester,
        ),
      ),
    ).toBe('planned_time_is_empty');
    const nothing = { ...requester, links: [] };
    expect(
      codeOf(() =>
        act(change, record('new', PLAN), 'request_assessment', {}, nothing),
      ),
    ).toBe('entity_required');
  });

  it('is given by whoever was named, and never by whoever asked', () => {
    const pending = asked();
    expect(change.principals!(pending)).toEqual([
      { role: 'approver', ref: CHEN },
    ]);
    const own = { ...requester, ownershipRefs: [EDDIE, CHEN] };
    expect(
      codeOf(() => act(change, pending, 'approve_assessment', {}, own)),
    ).toBe('approver_is_requester');
    const stranger = context('user:default/stan', ['approver'], {
      ownershipRefs: ['user:default/stan'],
    });
    expect(
      codeOf(() => act(change, pending, 'approve_assessment', {}, stranger)),
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
      codeOf(() => act(change, pending, 'approve_assessment', {}, requester)),
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
    // What an approver reads, whatever form it has; and the same again is no edit
    expect(
      change.applyEdit(scheduled, { title: 'Another title' }, requester).to,
    ).toBe('assess');
    expect(
      change.applyEdit(
        scheduled,
        { title: scheduled.title, backoutPlan: scheduled.data.backoutPlan },
        requester,
      ).to,
    ).toBeUndefined();
    for (const what of ['entities', 'links', 'files'] as const) {
      expect(change.onContentChanged!(scheduled, what, requester).to).toBe(
        'assess',
      );
    }
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
      codeOf(() => act(change, edited, 'approve_assessment', {}, author)),
    ).toBe('approver_is_requester');
    expect(
      codeOf(() => act(change, edited, 'approve_assessment', {}, chen)),
    ).toBe('ok');
  });

  it('leaves requester and approvers as they were once it was asked for', () => {
    for (const input of [
      { requester: CHEN },
      { approvers: [EDDIE] },
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
    expect((handed.patch.data as ChangeData).authors).toContain(EDDIE);
  });

  it.each([
    ['justification', { justification: '' }, 'fields_required'],
    ['implementation plan', { implementationPlan: ' ' }, 'fields_required'],
    ['back-out plan', { backoutPlan: '' }, 'fields_required'],
    ['test plan', { testPlan: '' }, 'fields_required'],
    ['start', { plannedStart: null }, 'fields_required'],
  ])('is given to nothing that lost its %s meanwhile', (_, input, code) => {
    const pending = asked();
    const edit = change.applyEdit(pending, input, requester);
    const data = { ...pending.data, ...(edit.patch.data as object) };
    for (const [state, action] of CONSENTS) {
      const approvals = [{ stage: state, approver: CHEN }];
      const blanked = { ...pending, state, data: { ...data, approvals } };
      expect(codeOf(() => act(change, blanked, action, {}, chen))).toBe(code);
      expect(
        codeOf(() => act(change, blanked, 'reject', { reason: 'x' }, chen)),
      ).toBe('ok');
    }
  });

  it('is given to nothing that affects nothing', () => {
    const links = [linkTo('relatedTo', 'INC-000001', {})];
    for (const [state, action] of CONSENTS) {
      const approvals = [{ stage: state, approver: CHEN }];
      const unlinked = record(state, { ...PLAN, approvals });
      expect(
        codeOf(() => act(change, unlinked, action, {}, { ...chen, links })),
      ).toBe('entity_required');
    }
  });

  it('ends with one rejection, and the change is new again', () => {
    const rejected = act(change, asked(), 'reject', { reason: 'No test' }, chen)
      .record as any;
    expect(rejected.state).toBe('new');
    expect(change.principals!(rejected)).toEqual([]);
  });
});

describe('an emergency', () => {
  const requester = context(EDDIE, ['requester']);
  const data: Partial<ChangeData> = {
    type: 'emergency',
    backoutPlan: 'x',
    approvers: [CHEN],
  };

  it('needs an urgent incident or a security reason', () => {
    expect(
      codeOf(() =>
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
      codeOf(() =>
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
        linkTo('relatedTo', 'INC-000001', { priority: 2 }),
      ],
    };
    expect(
      codeOf(() =>
        act(change, record('new', data), 'request_authorization', {}, urgent),
      ),
    ).toBe('ok');
  });
});

describe('a standard change', () => {
  const requester = context(EDDIE, ['requester']);
  const schedule = (data: Partial<ChangeData>, ctx = requester) =>
    codeOf(() =>
      act(
        change,
        record('new', {
          type: 'standard',
          templateVersion: 'restart@1',
          plannedStart: AT,
          plannedEnd: AT + HOUR,
          ...data,
        }),
        'schedule',
        {},
        ctx,
      ),
    );

  it('is scheduled from its template, for something, at a planned time', () => {
    expect(schedule({})).toBe('ok');
    expect(schedule({ templateVersion: undefined })).toBe('template_required');
    expect(schedule({ plannedEnd: null })).toBe('fields_required');
    expect(schedule({ plannedEnd: AT })).toBe('planned_time_is_empty');
    expect(schedule({}, { ...requester, links: [] })).toBe('entity_required');
  });
});
