import { act, type LinkedRecord } from '../..';
import { itFollows } from '../__testUtils__/itFollows';
import {
  AT,
  codeOf,
  contextOf,
  EDDIE,
  linkTo,
  recordOf,
  RITA,
} from '../__testUtils__/kindTest';
import { refuseUncommitted } from './commitment';
import { review } from './review';

const TABLE = `
assign         draft     -> draft     agent
assign         in_review -> in_review agent
request_review draft     -> in_review agent requester
complete       in_review -> completed approver
send_back      in_review -> draft     approver
revert         in_review -> draft     requester
`;

const CHEN = 'user:default/chen';
const filled = {
  findings: 'The pool was too small',
  noActionsReason: 'It is bigger now',
  approvers: [CHEN, EDDIE],
  authors: [EDDIE],
};

/** A task that somebody does by a date. */
const OWNED = { state: 'open', assignee: EDDIE, fields: { dueAt: AT } };

type Task = Partial<NonNullable<LinkedRecord['record']>>;

const linksTo = (tasks: Task[]) =>
  tasks.map((task, n) => linkTo('parent', `TSK-00000${n}`, task, true));

/** Asks for approval with these tasks, and no reason why there is none. */
const askWith = (...tasks: Task[]) =>
  codeOf(() =>
    act(
      review,
      recordOf(review, 'draft', { data: { ...filled, noActionsReason: '' } }),
      'request_review',
      {},
      { ...contextOf(['agent']), links: linksTo(tasks) },
    ),
  );

/** Chen decides on what is in review, with these tasks and no reason why there is none. */
const decideWith = (
  tasks: Task[],
  data: object = {},
  action = 'complete',
  input: object = {},
) =>
  codeOf(() =>
    act(
      review,
      recordOf(review, 'in_review', {
        data: {
          ...filled,
          noActionsReason: '',
          approvals: [{ stage: 'in_review', approver: CHEN }],
          ...data,
        },
      }),
      action,
      input,
      {
        ...contextOf(['approver']),
        actor: { type: 'user', ref: CHEN },
        ownershipRefs: [CHEN],
        links: linksTo(tasks),
      },
    ),
  );

describe('the lifecycle of a review', () => {
  itFollows(review, TABLE);

  it('is approved with findings, and a task or the reason why there is none', () => {
    const ask = (data: object) =>
      codeOf(() =>
        act(
          review,
          recordOf(review, 'draft', { data }),
          'request_review',
          {},
          contextOf(['agent']),
        ),
      );
    expect(ask({ ...filled, findings: '' })).toBe('fields_required');
    const open = { ...filled, noActionsReason: '' };
    expect(ask(open)).toBe('action_or_reason_required');
    expect(ask({ ...filled, approvers: [] })).toBe('approvers_required');
    expect(ask(filled)).toBe('ok');
  });

  it.each<[string, Task, string]>([
    ['with owner and date', OWNED, 'ok'],
    [
      'of a group',
      { ...OWNED, assignee: null, assignmentGroup: 'group:default/ops' },
      'ok',
    ],
    ['of nobody', { ...OWNED, assignee: null }, 'action_not_committed'],
    ['without a date', { ...OWNED, fields: {} }, 'action_not_committed'],
    [
      'that is completed',
      { state: 'completed', open: false, fields: {} },
      'ok',
    ],
    [
      'that was canceled',
      { ...OWNED, state: 'canceled', open: false },
      'action_or_reason_required',
    ],
    [
      'that was skipped',
      { ...OWNED, state: 'skipped', open: false },
      'action_or_reason_required',
    ],
    [
      'of another kind',
      { ...OWNED, kind: 'review' },
      'action_or_reason_required',
    ],
  ])('leaves a task %s behind', (_name, task, code) => {
    expect(askWith({ kind: 'task', state: 'open', ...task })).toBe(code);
    // It may have become one after approval was asked for
    expect(decideWith([{ kind: 'task', state: 'open', ...task }])).toBe(code);
    // One that is committed to is enough
    const both = [
      { kind: 'task', ...task },
      { kind: 'task', ...OWNED },
    ];
    expect(askWith(...both)).toBe('ok');
    expect(decideWith(both)).toBe('ok');
  });

  it('that lost its only task meanwhile is sent back, not approved', () => {
    expect(decideWith([])).toBe('action_or_reason_required');
    expect(decideWith([], { noActionsReason: 'It is bigger now' })).toBe('ok');
    const reason = { reason: 'Who does it?' };
    expect(decideWith([], {}, 'send_back', reason)).toBe('ok');
  });

  it('says what the nearest task lacks', () => {
    const lacking = (...tasks: object[]) =>
      refuseUncommitted({
        ...contextOf(['agent']),
        links: tasks.map((task, n) =>
          linkTo('parent', `TSK-${n}`, { kind: 'task', ...task }, true),
        ),
      })?.params;
    expect(lacking({})).toEqual({ fields: ['assignee', 'dueAt'] });
    expect(lacking({}, { ...OWNED, fields: {} })).toEqual({
      fields: ['dueAt'],
    });
    expect(lacking({}, OWNED)).toBeUndefined();
  });

  it('is approved by somebody who wrote none of it', () => {
    const draft = recordOf(review, 'draft', { data: filled, openedBy: RITA });
    const { record } = act(
      review,
      draft,
      'request_review',
      {},
      contextOf(['agent']),
    );
    const complete = (ref: string) =>
      codeOf(() =>
        act(
          review,
          record,
          'complete',
          {},
          contextOf(['approver'], {
            actor: { type: 'user', ref },
            ownershipRefs: [ref],
          }),
        ),
      );
    expect(complete(EDDIE)).toBe('approver_is_requester');
    expect(complete('user:default/stan')).toBe('not_asked');
    expect(complete(CHEN)).toBe('ok');
    expect(review.applyEdit(record, { findings: 'x' }, contextOf([]))).toEqual(
      expect.objectContaining({
        refused: { code: 'approved_content_is_fixed' },
      }),
    );
  });
});
