import { act } from '../..';
import { AT, codeOf, EDDIE } from '../__testUtils__/kindTest';
import { CHEN, context, HOUR, PLAN, record } from './__testUtils__/changeTest';
import { change } from './change';

describe('implementation', () => {
  it('happens in its planned time, or with a manager’s waiver', () => {
    const data = {
      ...PLAN,
      plannedStart: AT + HOUR,
      plannedEnd: AT + 2 * HOUR,
    };
    const agent = context(EDDIE, ['agent']);
    const implement = (plan: typeof PLAN, input: object = {}, ctx = agent) =>
      codeOf(() =>
        act(change, record('scheduled', plan), 'implement', input, ctx),
      );
    expect(implement(data)).toBe('outside_planned_time');
    const waiver = { waiver: 'now' };
    expect(implement(data, waiver)).toBe('outside_planned_time');
    const manager = context(CHEN, ['agent', 'manager']);
    expect(implement(data, waiver, manager)).toBe('ok');
    expect(implement(PLAN)).toBe('ok');
  });

  it('starts when it is heard of, whatever start is told', () => {
    const past = {
      ...PLAN,
      plannedStart: AT - 2 * HOUR,
      plannedEnd: AT - HOUR,
    };
    const agent = context(EDDIE, ['agent']);
    const start = (plan: typeof PLAN, actualStart: number, ctx = agent) =>
      codeOf(() =>
        act(
          change,
          record('scheduled', plan),
          'implement',
          { actualStart: new Date(actualStart).toISOString() },
          ctx,
        ),
      );
    expect(start(past, AT - 1.5 * HOUR)).toBe('outside_planned_time');
    expect(start(past, AT + HOUR)).toBe('instant_not_past');
    const pipeline = context('service:github', ['pipeline']);
    expect(start(past, AT - 1.5 * HOUR, pipeline)).toBe('outside_planned_time');
    // It is worked off late, but came in time
    const receivedAt = AT - 1.5 * HOUR;
    expect(start(past, AT, { ...pipeline, receivedAt })).toBe('ok');
    expect(start(PLAN, AT, { ...pipeline, receivedAt })).toBe(
      'outside_planned_time',
    );
  });

  it.each([
    [undefined, undefined, 'ok'],
    [null, null, 'ok'],
    [AT, null, 'ok'],
    [AT + 1, null, 'outside_planned_time'],
    [null, AT + 1, 'ok'],
    [null, AT, 'outside_planned_time'],
    [0, AT + 1, 'ok'],
    // The number 0 is an instant like any other
    [null, 0, 'outside_planned_time'],
    [-1, 0, 'outside_planned_time'],
  ])('planned from %s to %s is %s', (plannedStart, plannedEnd, code) => {
    const plan = { ...PLAN, plannedStart, plannedEnd };
    const agent = context(EDDIE, ['agent']);
    expect(
      codeOf(() =>
        act(change, record('scheduled', plan), 'implement', {}, agent),
      ),
    ).toBe(code);
  });

  it('that was canceled shows how it was backed out', () => {
    const requester = context(EDDIE, ['requester']);
    expect(
      codeOf(() =>
        act(change, record('implement'), 'cancel', { reason: 'x' }, requester),
      ),
    ).toBe('backout_evidence_required');
    expect(
      codeOf(() =>
        act(change, record('new'), 'cancel', { reason: 'x' }, requester),
      ),
    ).toBe('ok');
  });
});
