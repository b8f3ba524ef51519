import { meetsEveryUnrestricted, type Criteria } from '../access/criteria';

const ROLE = { roles: ['owner' as const], refs: ['group:default/team-a'] };
const RESTRICTED = { restricted: true };
const OPEN = { not: RESTRICTED };
const OUR_DESK = { desks: ['it'] };

describe('criteria that let every unrestricted record through', () => {
  it.each<[string, boolean, Criteria]>([
    ['everything', true, true],
    ['nothing', false, false],
    ['what is not restricted', true, OPEN],
    ['what is not restricted, in other words', true, { restricted: false }],
    ['what is restricted', false, RESTRICTED],
    ['what one has a role on', false, ROLE],
    ['what one has no role on', false, { not: ROLE }],
    ['neither', false, { not: { not: ROLE } }],
    ['what is not restricted or one’s own', true, { anyOf: [ROLE, OPEN] }],
    ['what is not restricted and one’s own', false, { allOf: [OPEN, ROLE] }],
    [
      'what is not both one’s own and restricted',
      true,
      { not: { allOf: [ROLE, RESTRICTED] } },
    ],
    [
      'what is neither one’s own nor restricted',
      false,
      { not: { anyOf: [ROLE, RESTRICTED] } },
    ],
    ['the desk', true, OUR_DESK],
    ['another desk', false, { desks: ['hr'] }],
    [
      'what is not restricted at the desk',
      true,
      { desks: [], unrestricted: ['it'] },
    ],
    [
      'what is restricted at the desk',
      false,
      { not: { desks: [], unrestricted: ['it'] } },
    ],
    ['all but another desk', true, { not: { desks: ['hr'] } }],
    ['all but the desk', false, { allOf: [OPEN, { not: OUR_DESK }] }],
  ])('%s: %s', (_name, expected, criteria) => {
    expect(meetsEveryUnrestricted(criteria, 'it')).toBe(expected);
  });
});
