import { act } from '../..';
import { AT, codeOf, linkTo } from '../__testUtils__/kindTest';
import { context, HOUR, record } from './__testUtils__/changeTest';
import { change } from './change';
import type { ChangeData } from './types';
import { openRegistration } from './registration';

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
      { ...pipeline, at: AT + 9 * 60_000, receivedAt: AT + 5 * 60_000 },
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
        links: [linkTo('causedBy', 'INC-000009', { priority }, true)],
      });
    const close = (priority: number) =>
      codeOf(() =>
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

  it('that caused a P1 or P2 is one with issues, whatever a later attempt came to', () => {
    const failed = record('closed', {
      type: 'registration',
      result: 'failure',
      closeCode: 'unsuccessful',
    });
    const judge = (closeCode: string, priority: number, data: object = {}) =>
      act(
        change,
        { ...failed, data: { ...failed.data, ...data } },
        'judge',
        { result: 'success', closeCode },
        {
          ...pipeline,
          links: [linkTo('causedBy', 'INC-000009', { priority }, true)],
        },
      );
    const issues = { result: 'success', closeCode: 'with_issues' };
    const judged = judge('successful', 2);
    expect(judged.record.data).toMatchObject(issues);
    expect(judged.entries[0].body).toMatchObject(issues);
    expect(judge('successful', 3).record.data).toMatchObject({
      closeCode: 'successful',
    });
    expect(judge('unsuccessful', 1).record.data).toMatchObject({
      closeCode: 'unsuccessful',
    });
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
