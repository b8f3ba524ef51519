import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { RECORD_RULES } from 'backstage-plugin-itsm-common';
import { ifAny } from './recordConditions';
import type { Role } from './roles';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const { isRequester, isAssignee, isGroupMember, isApprover, isWatcher } =
  RECORD_RULES;
const { worksDesk } = RECORD_RULES;
const isOwner = RECORD_RULES.isOwnerOfAffectedEntity;

/** Those who work on a record. */
const AGENTS = [isAssignee, isGroupMember, isOwner, worksDesk];
/** Everybody who has a part in a record. */
const INVOLVED = [isRequester, ...AGENTS, isApprover, isWatcher];

/** What anybody who signed in may open; the other kinds are for those who do the work. */
const KINDS_OF_EVERYBODY = ['incident', 'request'];
const WORKERS: Role[] = [
  'engineer',
  'onCall',
  'changeManager',
  'administrator',
];

/** Kinds of which change managers, besides administrators, may do everything with every record. */
const KINDS_OF_CHANGE_MANAGERS = ['change', 'problem'];

/** The basic permissions that are not of a kind, and who has them. */
const ROLES_OF_PERMISSION: Record<string, Role[]> = {
  'itsm.record.erase': ['administrator'],
  'itsm.record.redact': ['administrator'],
  'itsm.entity.rename': ['administrator'],
  'itsm.change.emergency': ['administrator', 'changeManager', 'onCall'],
  // Pipelines have it by their token; a person reports a deployment only to repair one
  'itsm.deployment.create': ['administrator'],
  'itsm.delivery.read': ['administrator', 'changeManager'],
  'itsm.mapping.update': ['administrator'],
  'itsm.audit.verify': ['administrator', 'changeManager'],
  'itsm.alias.read': ['administrator'],
  'itsm.alias.manage': ['administrator'],
  'itsm.gate.read': ['administrator', 'changeManager'],
  'itsm.gate.manage': ['administrator', 'changeManager'],
  // Two roles: who wrote a rule does not approve it
  'itsm.routing.read': ['administrator', 'changeManager'],
  'itsm.routing.manage': ['administrator', 'changeManager'],
  'itsm.window.read': ['administrator', 'changeManager'],
  'itsm.window.manage': ['administrator', 'changeManager'],
};

const managersOf = (kind: string): Role[] =>
  KINDS_OF_CHANGE_MANAGERS.includes(kind)
    ? ['administrator', 'changeManager']
    : ['administrator'];

/**
 * Decides a permission named `itsm.…`. `refs` are the caller and the caller's groups.
 *
 * Approving is for those a record names as approvers, whatever else they are: an administrator who
 * could approve everything would make every approval worthless.
 */
export function itsmDecision(
  permission: string,
  roles: ReadonlySet<Role>,
  refs: string[],
): PolicyDecision {
  const has = (allowed: Role[]) => allowed.some(role => roles.has(role));

  if (permission in ROLES_OF_PERMISSION) {
    return has(ROLES_OF_PERMISSION[permission]) ? ALLOW : DENY;
  }
  if (permission === 'itsm.record.read.internal') {
    return has(['administrator'])
      ? ALLOW
      : ifAny([...AGENTS, isApprover], refs);
  }

  const [, kind, verb] = permission.split('.');
  const manages = has(managersOf(kind));
  switch (verb) {
    case 'create':
      return KINDS_OF_EVERYBODY.includes(kind) || has(WORKERS) ? ALLOW : DENY;
    case 'read':
      return manages ? ALLOW : ifAny(INVOLVED, refs, { orUnrestricted: true });
    case 'update':
      return manages ? ALLOW : ifAny([isRequester, ...AGENTS], refs);
    case 'act':
      // Whoever is on call may take any incident, at three in the morning too
      return manages || (kind === 'incident' && has(['onCall']))
        ? ALLOW
        : ifAny(AGENTS, refs);
    case 'approve':
      return ifAny([isApprover], refs);
    case 'override':
      return manages ? ALLOW : DENY;
    default:
      return has(['administrator']) ? ALLOW : DENY;
  }
}
