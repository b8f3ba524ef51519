import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { RECORD_RULES } from 'backstage-plugin-itsm-common';
import { PEOPLE, type Person } from './people';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;

/** Kinds that everybody opens, and those that only engineers open. */
const REPORTED = ['incident', 'request'];
const WORK = ['change', 'problem', 'task', 'review', 'article'];

/**
 * Stands in for an installation's policy: readers see what is not restricted, agents act on what
 * their groups own or work on, and on all that their desk has, rita sees only her own, the manager reads and overrides, and the
 * administrator may do everything.
 */
export function decide(person: Person | undefined, permission: string): any {
  if (!person) return DENY;
  if (person === 'adam') return ALLOW;
  const refs = [...PEOPLE[person]];
  const rule = (name: string) => ({
    resourceType: 'itsm-record',
    rule: name,
    params: name === RECORD_RULES.isRestricted ? {} : { refs },
  });
  const when = (conditions: object) => ({
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'itsm',
    resourceType: 'itsm-record',
    conditions,
  });
  const agent = [
    rule(RECORD_RULES.isAssignee),
    rule(RECORD_RULES.isGroupMember),
    rule(RECORD_RULES.isOwnerOfAffectedEntity),
    rule(RECORD_RULES.worksDesk),
  ];
  const own = [rule(RECORD_RULES.isRequester), rule(RECORD_RULES.isWatcher)];
  const [, kind, verb] = /^itsm\.(.*)\.(\w+)$/.exec(permission) ?? [];
  if (permission === 'itsm.record.read.internal') return when({ anyOf: agent });
  if (verb === 'create') {
    const opens = person === 'rita' ? REPORTED : [...REPORTED, ...WORK];
    return opens.includes(kind) ? ALLOW : DENY;
  }
  if (verb === 'read') {
    if (person === 'rita') {
      return permission === 'itsm.change.read' ? DENY : when({ anyOf: own });
    }
    return when({
      anyOf: [
        { not: rule(RECORD_RULES.isRestricted) },
        ...own,
        ...agent,
        rule(RECORD_RULES.isApprover),
      ],
    });
  }
  if (verb === 'update') return when({ anyOf: agent });
  if (verb === 'act') return person === 'rita' ? DENY : when({ anyOf: agent });
  if (verb === 'approve')
    return when({ anyOf: [rule(RECORD_RULES.isApprover)] });
  if (verb === 'override') return person === 'chen' ? ALLOW : DENY;
  return DENY;
}
