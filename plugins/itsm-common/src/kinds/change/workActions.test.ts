import { act } from '../..';
import { AT, codeOf, EDDIE } from '../__testUtils__/kindTest';
import { CHEN, context, HOUR, PLAN, record } from './__testUtils__/changeTest';
import { change } from './change';

describe('implementation', () => {
  it('happens inside the window, or with a manager’s waiver', () => {
    const data = { ...PLAN, windowStart: AT + HOUR, windowEnd: AT + 2 * HOUR };
    const agent = context(EDDIE, ['agent']);
    const implement = (plan: typeof PLAN, input: object = {}, ctx = agent) =>
      codeOf(() =>
        act(change, record('scheduled', plan), 'implement', input, ctx),
      );
    expect(implement(data)).toBe('outside_window');
    const waiver = { waiver: 'now' };
    expect(implement(data, waiver)).toBe('outside_window');
    const manager = context(CHEN, ['agent', 'manager']);
    expect(implement(data, waiver, manager)).toBe('ok');
    expect(implement(PLAN)).toBe('ok');
  });

  it('starts when it is heard of, whatever start is told', () => {
    const past = { ...PLAN, windowStart: AT - 2 * HOUR, windowEnd: AT - HOUR };
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
    expect(start(past, AT - 1.5 * HOUR)).toBe('outside_window');
    expect(start(past, AT + HOUR)).toBe('instant_not_past');
    const pipeline = context('service:github', ['pipeline']);
    expect(start(past, AT - 1.5 * HOUR, pipeline)).toBe('outside_window');
    // It is worked off late, but came in time
    const receivedAt = AT - 1.5 * HOUR;
    expect(start(past, AT, { ...pipeline, receivedAt })).toBe('ok');
    expect(start(PLAN, AT, { ...pipeline, receivedAt })).toBe('outside_window');
  });

  it.each([
    [undefined, undefined, 'ok'],
    [null, null, 'ok'],
    [AT, null, 'ok'],
    [AT + 1, null, 'outside_window'],
    [null, AT + 1, 'ok'],
    [null, AT, 'outside_window'],
    [0, AT + 1, 'ok'],
    // The number 0 is an instant like any other
    [null, 0, 'outside_window'],
    [-1, 0, 'outside_window'],
  ])('in a window from %s to %s is %s', (windowStart, windowEnd, code) => {
    const plan = { ...PLAN, windowStart, windowEnd };
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
