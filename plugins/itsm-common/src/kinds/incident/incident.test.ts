import { act, offeredActions, type ItsmRecord } from '../..';
import { itFollows } from '../__testUtils__/itFollows';
import {
  AT,
  codeOf,
  contextOf,
  linkTo,
  SETTINGS,
  recordOf,
} from '../__testUtils__/kindTest';
import { incident } from './incident';
import type { IncidentData } from './types';

const context = contextOf;
const record = (
  state: string,
  o: Partial<ItsmRecord<IncidentData>> = {},
): ItsmRecord<IncidentData> => recordOf(incident, state, o);

/** The lifecycle as ITIL practice and the product's specification write it: a row per transition. */
const TABLE = `
acknowledge       new         -> new          agent
acknowledge       in_progress -> in_progress  agent
acknowledge       on_hold     -> on_hold      agent
assign            new         -> new          agent
assign            in_progress -> in_progress  agent
assign            on_hold     -> on_hold      agent
start             new         -> in_progress  agent
start             on_hold     -> in_progress  agent
hold              new         -> on_hold      agent
hold              in_progress -> on_hold      agent
resolve           new         -> resolved     agent system
resolve           in_progress -> resolved     agent system
resolve           on_hold     -> resolved     agent system
reopen            resolved    -> in_progress  agent requester
undo_duplicate    canceled    -> new          agent requester | duplicate
undo_duplicate    canceled    -> in_progress  agent requester | duplicate
close             resolved    -> closed       agent requester manager system
cancel            new         -> canceled     agent
cancel            in_progress -> canceled     agent
cancel            on_hold     -> canceled     agent
propose_major     major.none     -> major.proposed agent   | new in_progress on_hold
propose_major     major.rejected -> major.proposed agent   | new in_progress on_hold
propose_major     major.canceled -> major.proposed agent   | new in_progress on_hold
accept_major      major.proposed -> major.accepted manager | new in_progress on_hold
reject_major      major.proposed -> major.rejected manager | new in_progress on_hold resolved
withdraw_major    major.proposed -> major.canceled agent   | new in_progress on_hold resolved
wake              on_hold     -> in_progress  system
resolve_with_parent new       -> resolved     system
resolve_with_parent in_progress -> resolved   system
resolve_with_parent on_hold   -> resolved     system
reopen_with_parent resolved   -> in_progress  system
lose_parent       new         -> new          system
lose_parent       in_progress -> in_progress  system
lose_parent       on_hold     -> on_hold      system
resolve_by_problem on_hold    -> resolved     system
take_workaround   new         -> new          system
take_workaround   in_progress -> in_progress  system
take_workaround   on_hold     -> on_hold      system
follow_duplicate  new         -> new          system
follow_duplicate  in_progress -> in_progress  system
follow_duplicate  on_hold     -> on_hold      system
follow_duplicate  resolved    -> resolved     system
note_accepted_risk      new         -> new          system
note_accepted_risk      in_progress -> in_progress  system
note_accepted_risk      on_hold     -> on_hold      system
override_priority new         -> new          manager
override_priority in_progress -> in_progress  manager
override_priority on_hold     -> on_hold      manager
`;

/** Where it is in the lifecycle of major incidents. */
const MAJOR = {
  none: {},
  proposed: { major: 'proposed' },
  accepted: { major: 'accepted' },
  rejected: { major: 'rejected' },
  canceled: { major: 'canceled' },
};

describe('the lifecycle of an incident', () => {
  itFollows(incident, TABLE, {
    ...MAJOR,
    // No step of the major lifecycle begins there
    duplicate: { cancelReason: 'duplicate', major: 'accepted' },
  });
});

describe('what a transition requires', () => {
  const agent = context(['agent']);
  const tried = (
    state: string,
    action: string,
    input: object,
    o: Partial<ItsmRecord<IncidentData>> = {},
    ctx = agent,
  ) => codeOf(() => act(incident, record(state, o), action, input, ctx));

  it.each<[string, string, object, string]>([
    ['new', 'hold', { reason: 'requester' }, 'comment_required'],
    ['new', 'hold', { reason: 'requester', comment: 'Which card?' }, 'ok'],
    ['new', 'hold', { reason: 'vendor' }, 'ok'],
    ['new', 'hold', { reason: 'change' }, 'waits_for_required'],
    ['new', 'hold', { reason: 'change', waitsFor: 'CHG-000001' }, 'ok'],
    [
      'new',
      'hold',
      { reason: 'vendor', waitsFor: 'CHG-000001' },
      'waits_for_not_expected',
    ],
    ['new', 'hold', { reason: 'holiday' }, 'invalid_input'],
    ['new', 'resolve', { code: 'fixed', notes: 'x' }, 'cause_required'],
    ['new', 'resolve', { code: 'fixed', notes: 'x', causeUnknown: true }, 'ok'],
    [
      'new',
      'resolve',
      { code: 'fixed', notes: 'x', causedBy: 'CHG-000001' },
      'ok',
    ],
    ['new', 'resolve', { code: 'fixed', causeUnknown: true }, 'invalid_input'],
    [
      'new',
      'resolve',
      { code: 'gone', notes: 'x', causeUnknown: true },
      'invalid_input',
    ],
    ['new', 'cancel', { reason: 'duplicate' }, 'duplicate_target_required'],
    [
      'new',
      'cancel',
      { reason: 'duplicate', duplicateOf: 'INC-000001' },
      'duplicate_of_itself',
    ],
    ['new', 'cancel', { reason: 'duplicate', duplicateOf: 'INC-000002' }, 'ok'],
    ['new', 'cancel', {}, 'invalid_input'],
    ['resolved', 'reopen', {}, 'invalid_input'],
    [
      'resolved',
      'close',
      { satisfaction: 5 },
      'satisfaction_is_the_requesters',
    ],
    ['new', 'assign', {}, 'nothing_to_assign'],
    ['new', 'start', { unknown: 1 }, 'invalid_input'],
  ])('%s: %s %j is %s', (state, action, input, expected) => {
    expect(tried(state, action, input)).toBe(expected);
  });

  it('is a duplicate of one that was resolved, and not of one that was canceled', () => {
    const cancel = (state: string) => {
      const target = { kind: 'incident', state, open: false };
      const targets = new Map([
        ['INC-000002', linkTo('duplicateOf', '', target).record!],
      ]);
      const input = { reason: 'duplicate', duplicateOf: 'INC-000002' };
      const ctx = contextOf(['agent'], { targets });
      return codeOf(() =>
        act(incident, recordOf(incident, 'new'), 'cancel', input, ctx),
      );
    };
    expect(cancel('resolved')).toBe('ok');
    expect(cancel('canceled')).toBe('duplicate_of_ended');
  });

  it('start needs somebody who works on it', () => {
    expect(tried('new', 'start', {}, { assignee: null })).toBe(
      'assignee_required',
    );
    expect(
      tried('new', 'start', { assignee: 'user:default/x' }, { assignee: null }),
    ).toBe('ok');
  });

  it('resolve needs an affected entity, or a reason why it is unknown', () => {
    const input = { code: 'fixed', notes: 'x', causeUnknown: true };
    const without = context(['agent'], { links: [] });
    expect(tried('new', 'resolve', input, {}, without)).toBe('entity_required');
    expect(
      tried(
        'new',
        'resolve',
        { ...input, entityUnknownReason: 'a user laptop' },
        {},
        without,
      ),
    ).toBe('ok');
  });

  it('the requester does not acknowledge', () => {
    const own = { requester: 'user:default/eddie' };
    expect(tried('new', 'acknowledge', {}, own)).toBe('actor_is_requester');
    expect(offeredActions(incident, record('new', own), agent)[0]).toEqual({
      name: 'acknowledge',
      refused: { code: 'actor_is_requester' },
    });
  });
});

describe('what a transition does', () => {
  const agent = context(['agent']);

  it('stamps the first response once', () => {
    const first = act(incident, record('new'), 'start', {}, agent).record;
    expect(first.acknowledgedAt).toBe(AT);
    const later = { ...agent, at: AT + 60_000 };
    const resolved = act(
      incident,
      first,
      'resolve',
      { code: 'fixed', notes: 'x', causeUnknown: true },
      later,
    );
    expect(resolved.record).toMatchObject({
      acknowledgedAt: AT,
      mitigatedAt: AT + 60_000,
      resolvedAt: AT + 60_000,
      closedAt: null,
      version: 3,
    });
    expect(resolved.timers).toEqual([
      {
        name: 'auto_close',
        action: 'close',
        dueAt: AT + 60_000 + SETTINGS.autoCloseMs,
      },
    ]);
  });

  it('counts a reopening and stops the auto-close', () => {
    const reopened = act(
      incident,
      record('resolved', { resolvedAt: AT, reopenCount: 1 }),
      'reopen',
      { reason: 'still broken' },
      context(['requester'], {
        actor: { type: 'user', ref: 'user:default/rita' },
      }),
    );
    expect(reopened.record).toMatchObject({
      state: 'in_progress',
      reopenCount: 2,
      resolvedAt: null,
      data: { lastReopenedBy: 'user:default/rita', lastReopenedAt: AT },
    });
    expect(reopened.timers).toEqual([{ name: 'auto_close', dueAt: null }]);
  });

  it('computes priority from impact and urgency; an override wins until they change', () => {
    const manager = context(['manager']);
    const overridden = act(
      incident,
      record('new'),
      'override_priority',
      { priority: 1, reason: 'The board is watching' },
      manager,
    );
    expect(overridden.record.priority).toBe(1);
    expect(overridden.entries[0]).toMatchObject({
      verb: 'edited',
      body: { fields: { priority: [2, 1] }, reason: 'The board is watching' },
    });
    const edit = incident.applyEdit(
      overridden.record,
      { urgency: 'low' },
      manager,
    );
    expect(edit.patch.data).toEqual({ priorityOverride: null });
  });

  it('a requester who answers wakes the incident; an agent who answers acknowledges it', () => {
    const waiting = record('on_hold', { data: { holdReason: 'requester' } });
    const rita = context(['requester'], {
      actor: { type: 'user', ref: 'user:default/rita' },
    });
    expect(
      incident.onComment!(waiting, { audience: 'public' }, rita)?.action?.name,
    ).toBe('wake');
    expect(
      incident.onComment!(record('new'), { audience: 'public' }, agent)?.patch,
    ).toEqual({
      acknowledgedAt: AT,
    });
    expect(
      incident.onComment!(record('new'), { audience: 'internal' }, agent),
    ).toBeUndefined();
    expect(
      incident.onComment!(record('new'), { audience: 'public' }, rita),
    ).toBeUndefined();
  });
});
