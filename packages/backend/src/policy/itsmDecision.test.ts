import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { itsmDecision } from './itsmDecision';
import { rolesOf } from './roles';

const PEOPLE = {
  rita: ['user:default/rita', 'group:default/sales'],
  eddie: ['user:default/eddie', 'group:default/team-checkout'],
  olivia: [
    'user:default/olivia',
    'group:default/team-checkout',
    'group:default/oncall',
  ],
  chen: ['user:default/chen', 'group:default/change-managers'],
  adam: [
    'user:default/adam',
    'group:default/team-platform',
    'group:default/itsm-admins',
  ],
};
type Person = keyof typeof PEOPLE;

/** `+` allowed, `-` denied, else the rules that allow it. */
function decide(person: Person, permission: string): string {
  const refs = PEOPLE[person];
  const decision = itsmDecision(permission, rolesOf(refs), refs);
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result === AuthorizeResult.ALLOW ? '+' : '-';
  }
  const { anyOf } = decision.conditions as { anyOf: any[] };
  return anyOf
    .map(c => (c.not ? `not ${c.not.rule}` : c.rule))
    .join(' ')
    .replaceAll('IS_', '');
}

const AGENTS = 'ASSIGNEE GROUP_MEMBER OWNER_OF_AFFECTED_ENTITY';
const READERS = `not RESTRICTED REQUESTER ${AGENTS} APPROVER WATCHER`;

describe('the demo policy', () => {
  it.each<[string, Record<Person, string>]>([
    [
      'itsm.incident.create',
      { rita: '+', eddie: '+', olivia: '+', chen: '+', adam: '+' },
    ],
    [
      'itsm.change.create',
      { rita: '-', eddie: '+', olivia: '+', chen: '+', adam: '+' },
    ],
    [
      'itsm.incident.read',
      {
        rita: READERS,
        eddie: READERS,
        olivia: READERS,
        chen: READERS,
        adam: '+',
      },
    ],
    [
      'itsm.change.read',
      {
        rita: READERS,
        eddie: READERS,
        olivia: READERS,
        chen: '+',
        adam: '+',
      },
    ],
    [
      'itsm.incident.act',
      { rita: AGENTS, eddie: AGENTS, olivia: '+', chen: AGENTS, adam: '+' },
    ],
    [
      'itsm.change.act',
      { rita: AGENTS, eddie: AGENTS, olivia: AGENTS, chen: '+', adam: '+' },
    ],
    [
      'itsm.change.approve',
      {
        rita: 'APPROVER',
        eddie: 'APPROVER',
        olivia: 'APPROVER',
        chen: 'APPROVER',
        adam: 'APPROVER',
      },
    ],
    [
      'itsm.change.override',
      { rita: '-', eddie: '-', olivia: '-', chen: '+', adam: '+' },
    ],
    [
      'itsm.change.emergency',
      { rita: '-', eddie: '-', olivia: '+', chen: '+', adam: '+' },
    ],
    [
      'itsm.mapping.update',
      { rita: '-', eddie: '-', olivia: '-', chen: '-', adam: '+' },
    ],
    [
      'itsm.deployment.create',
      { rita: '-', eddie: '-', olivia: '-', chen: '-', adam: '+' },
    ],
    [
      'itsm.something.new',
      { rita: '-', eddie: '-', olivia: '-', chen: '-', adam: '+' },
    ],
  ])('decides %s', (permission, expected) => {
    const decided = Object.fromEntries(
      Object.keys(PEOPLE).map(p => [p, decide(p as Person, permission)]),
    );
    expect(decided).toEqual(expected);
  });

  it('asks about the caller and the groups of the caller', () => {
    const decision = itsmDecision(
      'itsm.change.approve',
      rolesOf(PEOPLE.eddie),
      PEOPLE.eddie,
    );
    expect(decision).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'itsm',
      resourceType: 'itsm-record',
      conditions: {
        anyOf: [
          {
            rule: 'IS_APPROVER',
            resourceType: 'itsm-record',
            params: { refs: PEOPLE.eddie },
          },
        ],
      },
    });
  });
});
