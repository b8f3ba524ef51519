import { act } from '../..';
import { itFollows } from '../__testUtils__/itFollows';
import { codeOf, contextOf, recordOf } from '../__testUtils__/kindTest';
import { task } from './task';

const TABLE = `
assign             open        -> open        agent
assign             in_progress -> in_progress agent
start              open        -> in_progress agent
complete           open        -> completed   agent
complete           in_progress -> completed   agent
end_incomplete     open        -> incomplete  agent
end_incomplete     in_progress -> incomplete  agent
skip               open        -> skipped     agent
skip               in_progress -> skipped     agent
cancel             open        -> canceled    agent
cancel             in_progress -> canceled    agent
cancel_with_parent open        -> canceled    system
cancel_with_parent in_progress -> canceled    system
`;

describe('the lifecycle of a task', () => {
  itFollows(task, TABLE);

  it('that did not end as meant says what came of it', () => {
    const end = (action: string, input: object) =>
      codeOf(() =>
        act(task, recordOf(task, 'open'), action, input, contextOf(['agent'])),
      );
    expect(end('complete', {})).toBe('ok');
    for (const action of ['end_incomplete', 'skip']) {
      expect(end(action, {})).toBe('invalid_input');
      expect(end(action, { outcomeNote: 'No time' })).toBe('ok');
    }
  });

  it.each([
    ['request', 'canceled', true],
    ['request', 'rejected', true],
    ['request', 'fulfilled', false],
    ['problem', 'resolved', true],
    ['problem', 'rca', false],
    ['review', 'completed', false],
    ['incident', 'resolved', false],
  ])('of a %s that is %s is canceled: %s', (kind, state, isCanceled) => {
    const record = { ...recordOf(task, state), kind };
    const asked = (o: object) =>
      task.onNeighbour!(recordOf(task, 'open'), {
        role: 'parent',
        incoming: false,
        open: false,
        isNew: false,
        record,
        ...o,
      });
    expect(asked({})).toHaveLength(isCanceled ? 1 : 0);
    expect(asked({ incoming: true })).toEqual([]);
    expect(asked({ role: 'relatedTo' })).toEqual([]);
  });
});
