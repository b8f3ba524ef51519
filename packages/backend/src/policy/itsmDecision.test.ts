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

const AGENTS = 'ASSIGNEE GROUP_MEMBER OWNER_OF_AFFECTED_ENTITY WORKS_DESK';
const READERS = `not RESTRICTED REQUESTER ${AGENTS} APPROVER WATCHER`;

/** One rule for everybody, but for some. */
const everybody = (
  rule: string,
  but: Partial<Record<Person, string>> = {},
): Record<string, string> => ({
  ...Object.fromEntries(Object.keys(PEOPLE).map(person => [person, rule])),
  ...but,
});

const DECISIONS: [string[], Record<string, string>][] = [
  [['itsm.incident.create', 'itsm.request.create'], everybody('+')],
  [
    [
      'itsm.change.create',
      'itsm.problem.create',
      'itsm.task.create',
      'itsm.review.create',
      'itsm.article.create',
    ],
    everybody('+', { rita: '-' }),
  ],
  [
    [
      'itsm.incident.read',
      'itsm.request.read',
      'itsm.task.read',
      'itsm.review.read',
      'itsm.article.read',
    ],
    everybody(READERS, { adam: '+' }),
  ],
  [
    ['itsm.change.read', 'itsm.problem.read'],
    everybody(READERS, { chen: '+', adam: '+' }),
  ],
  [
    ['itsm.incident.update', 'itsm.request.update'],
    everybody(`REQUESTER ${AGENTS}`, { adam: '+' }),
  ],
  [
    ['itsm.change.update', 'itsm.problem.update'],
    everybody(`REQUESTER ${AGENTS}`, { chen: '+', adam: '+' }),
  ],
  [['itsm.incident.act'], everybody(AGENTS, { olivia: '+', adam: '+' })],
  [
    ['itsm.change.act', 'itsm.problem.act'],
    everybody(AGENTS, { chen: '+', adam: '+' }),
  ],
  [
    ['itsm.request.act', 'itsm.task.act', 'itsm.review.act'],
    everybody(AGENTS, { adam: '+' }),
  ],
  [
    [
      'itsm.change.approve',
      'itsm.request.approve',
      'itsm.review.approve',
      'itsm.article.approve',
    ],
    everybody('APPROVER'),
  ],
  [
    [
      'itsm.change.override',
      'itsm.problem.override',
      'itsm.gate.read',
      'itsm.gate.manage',
      'itsm.routing.read',
      'itsm.routing.manage',
      'itsm.window.read',
      'itsm.window.manage',
    ],
    everybody('-', { chen: '+', adam: '+' }),
  ],
  [
    [
      'itsm.incident.override',
      'itsm.task.override',
      'itsm.mapping.update',
      'itsm.deployment.create',
      'itsm.alias.read',
      'itsm.alias.manage',
      'itsm.something.new',
    ],
    everybody('-', { adam: '+' }),
  ],
  [
    ['itsm.change.emergency'],
    everybody('-', { olivia: '+', chen: '+', adam: '+' }),
  ],
];
const ROWS = DECISIONS.flatMap(([permissions, expected]) =>
  permissions.map(permission => [permission, expected] as const),
);

describe('the demo policy', () => {
  it.each(ROWS)('decides %s', (permission, expected) => {
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
