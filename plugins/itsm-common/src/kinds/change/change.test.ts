import { itFollows } from '../__testUtils__/kindTest';
import { record } from './__testUtils__/changeTest';
import { change } from './change';

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
take_back_success     closed    -> closed    system
cancel                new       -> canceled  requester manager
cancel                assess    -> canceled  requester manager
cancel                authorize -> canceled  requester manager
cancel                scheduled -> canceled  requester manager
cancel                implement -> canceled  requester manager
`;

describe('the lifecycle of a change', () => {
  itFollows(change, TABLE);

  it.each([
    ['normal', 'new', ['request_assessment', 'cancel']],
    ['emergency', 'new', ['request_authorization', 'cancel']],
    ['standard', 'new', ['schedule', 'cancel']],
    ['registration', 'implement', ['finish']],
    ['registration', 'review', ['close', 'judge']],
    ['registration', 'closed', ['judge', 'take_back_success']],
    ['unauthorized', 'review', ['close']],
    ['normal', 'review', ['close']],
    ['normal', 'closed', ['take_back_success']],
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
