/**
 * Roles are memberships of catalog groups: who runs service management is decided where teams are
 * defined, and nowhere else.
 */
const GROUP_OF_ROLE = {
  administrator: 'group:default/itsm-admins',
  changeManager: 'group:default/change-managers',
  onCall: 'group:default/oncall',
} as const;

const TEAM = /^group:[^/]+\/(engineering|team-.+)$/;

export type Role = keyof typeof GROUP_OF_ROLE | 'engineer';

/** The roles of somebody who is, or belongs to, these entities (full, lower-case refs). */
export function rolesOf(ownershipEntityRefs: string[]): Set<Role> {
  const roles = new Set<Role>();
  for (const [role, group] of Object.entries(GROUP_OF_ROLE)) {
    if (ownershipEntityRefs.includes(group)) {
      roles.add(role as Role);
    }
  }
  if (ownershipEntityRefs.some(ref => TEAM.test(ref))) {
    roles.add('engineer');
  }
  return roles;
}
