import { itFollows } from '../__testUtils__/itFollows';
import { record } from './__testUtils__/changeTest';
import { change } from './change';

const TABLE = `
request_assessment    new       -> assess    requester agent        | normal
request_authorization new       -> authorize requester agent        | emergency
schedule              new       -> scheduled requester agent system | standard
approve_assessment    assess    -> authorize approver
authorize             authorize -> scheduled approver
reject                assess    -> new       approver
reject                authorize -> new       approver
revert                assess    -> new       requester
revert                authorize -> new       requester
implement             scheduled -> implement agent pipeline
finish                implement -> review    agent pipeline
close                 review    -> closed    agent pipeline system
judge                 review    -> review    pipeline system        | registration
judge                 closed    -> closed    pipeline system        | registration
take_back_success     closed    -> closed    system
restore_success       closed    -> closed    system
await_quiet_period    review    -> review    system                 | registration
cancel                new       -> canceled  requester manager      | normal standard emergency
cancel                assess    -> canceled  requester manager      | normal standard emergency
cancel                authorize -> canceled  requester manager      | normal standard emergency
cancel                scheduled -> canceled  requester manager      | normal standard emergency
cancel                implement -> canceled  requester manager      | normal standard emergency
`;

const CASES = {
  normal: { type: 'normal' },
  standard: { type: 'standard' },
  emergency: { type: 'emergency' },
  registration: { type: 'registration' },
  unauthorized: { type: 'unauthorized' },
};

describe('the lifecycle of a change', () => {
  itFollows(change, TABLE, CASES);

  it.each([
    ['normal', 'new', ['request_assessment', 'cancel']],
    ['emergency', 'new', ['request_authorization', 'cancel']],
    ['standard', 'new', ['schedule', 'cancel']],
    ['registration', 'implement', ['finish']],
    ['registration', 'review', ['close', 'judge', 'await_quiet_period']],
    [
      'registration',
      'closed',
      ['judge', 'take_back_success', 'restore_success'],
    ],
    ['unauthorized', 'review', ['close']],
    ['normal', 'review', ['close']],
    ['normal', 'closed', ['take_back_success', 'restore_success']],
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
