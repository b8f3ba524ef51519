import { act, offeredActions, type Capability } from '../..';
import {
  codeOf,
  contextOf,
  EDDIE,
  linkTo,
  SETTINGS,
  recordOf,
} from '../__testUtils__/kindTest';
import { incident } from './incident';
import type { IncidentData } from './types';

const proposal = { businessImpact: 'No sales', reason: 'Every payment fails' };
const roles = { commander: EDDIE };

const incidentIn = (state: string, major?: IncidentData['major']) =>
  recordOf(incident, state, { data: major ? { major } : {} });

const perform = (
  record: ReturnType<typeof incidentIn>,
  action: string,
  input: object,
  capabilities: Capability[],
  links = contextOf([]).links,
) => act(incident, record, action, input, contextOf(capabilities, { links }));

const offered = (record: ReturnType<typeof incidentIn>) =>
  offeredActions(incident, record, contextOf(['agent', 'manager']))
    .map(({ name }) => name)
    .filter(name => name.endsWith('_major'));

describe('the lifecycle of major incidents', () => {
  it('goes beside the states of the incident', () => {
    const proposed = perform(
      incidentIn('in_progress'),
      'propose_major',
      proposal,
      ['agent'],
    );
    expect(proposed.record).toMatchObject({
      state: 'in_progress',
      data: { major: 'proposed', businessImpact: 'No sales' },
    });
    expect(proposed.entries[0].body).toMatchObject({
      fields: { major: ['none', 'proposed'] },
      reason: 'Every payment fails',
    });
    const accepted = perform(proposed.record, 'accept_major', roles, [
      'manager',
    ]);
    expect(accepted.record).toMatchObject({
      state: 'in_progress',
      version: 3,
      data: { major: 'accepted', commander: EDDIE },
    });
  });

  it('is decided by a manager, and withdrawn by those who proposed', () => {
    const proposed = incidentIn('new', 'proposed');
    expect(
      codeOf(() => perform(proposed, 'accept_major', roles, ['agent'])),
    ).toBe('not_permitted');
    expect(
      perform(proposed, 'reject_major', { reason: 'One shop' }, ['manager'])
        .record.data,
    ).toMatchObject({ major: 'rejected' });
    expect(
      perform(proposed, 'withdraw_major', { reason: 'Mistaken' }, ['agent'])
        .record.data,
    ).toMatchObject({ major: 'canceled' });
  });

  it('offers what its own state and that of the incident allow', () => {
    expect(offered(incidentIn('new'))).toEqual(['propose_major']);
    expect(offered(incidentIn('on_hold', 'proposed'))).toEqual([
      'accept_major',
      'reject_major',
      'withdraw_major',
    ]);
    expect(offered(incidentIn('on_hold', 'accepted'))).toEqual([]);
    expect(offered(incidentIn('new', 'rejected'))).toEqual(['propose_major']);
    expect(offered(incidentIn('resolved'))).toEqual([]);
    expect(offered(incidentIn('closed', 'proposed'))).toEqual([]);
    expect(
      codeOf(() =>
        perform(incidentIn('resolved'), 'propose_major', proposal, ['agent']),
      ),
    ).toBe('illegal_transition');
  });

  it('is not for the child of another incident', () => {
    const child = [linkTo('parent', 'INC-000009', {})];
    expect(
      codeOf(() =>
        perform(incidentIn('new'), 'propose_major', proposal, ['agent'], child),
      ),
    ).toBe('major_is_no_child');
  });

  it('ends with the incident that is canceled', () => {
    const cancel = (major?: IncidentData['major']) =>
      perform(
        incidentIn('new', major),
        'cancel',
        { reason: 'not_an_incident' },
        ['agent'],
      ).record.data.major;
    expect(cancel('proposed')).toBe('canceled');
    expect(cancel('accepted')).toBe('canceled');
    expect(cancel('rejected')).toBe('rejected');
    expect(cancel()).toBeUndefined();
  });
});

describe('a major incident', () => {
  const resolved = incidentIn('resolved', 'accepted');
  const reviewed = (state: string) => [
    linkTo('parent', 'PIR-000001', { kind: 'review', state }, true),
  ];
  const close = (capability: Capability, links = reviewed('completed')) =>
    codeOf(() => perform(resolved, 'close', {}, [capability], links));

  it('is closed by its manager, after an approved review', () => {
    expect(close('agent')).toBe('major_closed_by_manager');
    expect(close('requester')).toBe('major_closed_by_manager');
    expect(close('system')).toBe('major_closed_by_manager');
    expect(close('manager', [])).toBe('review_required');
    expect(close('manager', reviewed('in_review'))).toBe('review_required');
    expect(close('manager')).toBe('ok');
  });

  it('waits for no review where there are none', () => {
    const ctx = contextOf(['manager'], {
      settings: { ...SETTINGS, kinds: [] },
    });
    expect(codeOf(() => act(incident, resolved, 'close', {}, ctx))).toBe('ok');
  });

  it('is never closed by the clock', () => {
    const resolve = (major?: IncidentData['major']) =>
      perform(
        incidentIn('in_progress', major),
        'resolve',
        { code: 'fixed', notes: 'Restarted', causeUnknown: true },
        ['agent'],
      ).timers;
    expect(resolve('accepted')).toEqual([]);
    expect(resolve('rejected')).toEqual([
      expect.objectContaining({ action: 'close' }),
    ]);
  });

  it('is taken back by those who work on it', () => {
    const reopen = (capability: Capability) =>
      codeOf(() =>
        perform(resolved, 'reopen', { reason: 'Again' }, [capability]),
      );
    expect(reopen('requester')).toBe('major_reopened_by_agents');
    expect(reopen('agent')).toBe('ok');
  });
});
