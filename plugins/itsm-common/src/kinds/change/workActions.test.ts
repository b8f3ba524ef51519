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

  it('starts now, whatever start is told', () => {
    const later = { ...PLAN, windowStart: AT - 2 * HOUR, windowEnd: AT - HOUR };
    const agent = context(EDDIE, ['agent']);
    const start = (actualStart: number, ctx = agent) =>
      codeOf(() =>
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
