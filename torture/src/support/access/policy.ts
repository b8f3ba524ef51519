import { groupsOf, refOf, type PersonName } from '../people';
import { LIFECYCLES, READ_ONLY_IN, type Part } from './lifecycles';
import type { KnownRecord } from './KnownRecord';

/** Who calls: a person, a machine that may do everything, or a pipeline. */
export type Caller =
  | { name: PersonName; kind: 'person' }
  | { name: 'a service'; kind: 'service' }
  | { name: 'a pipeline'; kind: 'pipeline' };

export type Verb = 'read' | 'update' | 'act' | 'approve' | 'override';

const meets = (some: readonly string[], others: readonly string[]) =>
  some.some(ref => others.includes(ref));

/** The caller's own name. */
export const selfOf = (caller: Caller) =>
  caller.kind === 'person'
    ? refOf(caller.name)
    : `service:${caller.kind === 'service' ? 'admin' : 'ci-pipeline'}`;

/** The caller and the groups of the caller. */
export const refsOf = (caller: Caller): string[] => [
  selfOf(caller),
  ...(caller.kind === 'person' ? groupsOf(caller.name) : []),
];

const is = (caller: Caller, group: string) =>
  refsOf(caller).includes(`group:default/${group}`);

const isAdministrator = (caller: Caller) =>
  caller.kind === 'service' || is(caller, 'itsm-admins');

/** "read, edit, act on and override every change and every problem", and administrators everything. */
const manages = (caller: Caller, kind: string) =>
  isAdministrator(caller) ||
  (['change', 'problem'].includes(kind) && is(caller, 'change-managers'));

const hasOpened = (caller: Caller, r: KnownRecord) =>
  meets(refsOf(caller), [r.requester, r.openedBy]);

/** "owners and assignees" */
const worksOn = (caller: Caller, r: KnownRecord) =>
  meets(refsOf(caller), [
    ...(r.assignee ? [r.assignee] : []),
    ...(r.assignmentGroup ? [r.assignmentGroup] : []),
    ...r.owners,
  ]);

/** "Drafts of articles are for those who have a part in them." */
const isDraft = ({ kind, state }: KnownRecord) =>
  kind === 'article' && ['draft', 'review', 'scheduled'].includes(state);

/** Somebody who reads it also if it is restricted. */
const belongsTo = (caller: Caller, r: KnownRecord) =>
  hasOpened(caller, r) ||
  worksOn(caller, r) ||
  meets(refsOf(caller), r.approvers);

/** Whether the caller sees the next version of an article that is published. */
export const readsDraft = (caller: Caller, r: KnownRecord) =>
  caller.kind === 'service' || manages(caller, r.kind) || belongsTo(caller, r);

/** The permissions that are not of a record, as "Who may do what" of the example policy says. */
export function has(caller: Caller, permission: string): boolean {
  if (caller.kind === 'pipeline')
    return permission === 'itsm.deployment.create';
  if (isAdministrator(caller)) return true;
  const isChangeManager = is(caller, 'change-managers');
  switch (permission) {
    case 'itsm.incident.create':
    case 'itsm.request.create':
      return true;
    case 'itsm.change.create':
    case 'itsm.problem.create':
    case 'itsm.task.create':
    case 'itsm.review.create':
    case 'itsm.article.create':
      return (
        isChangeManager ||
        is(caller, 'oncall') ||
        refsOf(caller).some(ref => ref.startsWith('group:default/team-'))
      );
    case 'itsm.change.emergency':
      return isChangeManager || is(caller, 'oncall');
    case 'itsm.delivery.read':
    case 'itsm.audit.verify':
    case 'itsm.gate.read':
    case 'itsm.gate.manage':
    case 'itsm.routing.read':
    case 'itsm.routing.manage':
    case 'itsm.window.read':
    case 'itsm.window.manage':
      return isChangeManager;
    default:
      return false;
  }
}

/** Whether the example policy lets the caller do this with the record. */
export function may(caller: Caller, verb: Verb, r: KnownRecord): boolean {
  if (caller.kind === 'pipeline') return false;
  if (caller.kind === 'service') return true;
  if (verb === 'approve') return meets(refsOf(caller), r.approvers);
  if (manages(caller, r.kind)) return true;
  switch (verb) {
    case 'read':
      return (
        (!r.restricted && !isDraft(r)) ||
        belongsTo(caller, r) ||
        // Whoever watches an article watches it again once it is published again
        (!isDraft(r) && meets(refsOf(caller), r.watchers))
      );
    case 'update':
      return hasOpened(caller, r) || worksOn(caller, r);
    case 'act':
      return (
        worksOn(caller, r) || (r.kind === 'incident' && is(caller, 'oncall'))
      );
    default:
      return false;
  }
}

/** Internal notes: for those who work on it or decide on it, never for whom it is about. */
export function readsInternal(caller: Caller, r: KnownRecord): boolean {
  if (caller.kind === 'pipeline') return false;
  if (r.requester === selfOf(caller)) return false;
  return (
    isAdministrator(caller) ||
    worksOn(caller, r) ||
    meets(refsOf(caller), r.approvers)
  );
}

/** What the caller is towards the record. */
export function partsOf(caller: Caller, r: KnownRecord): Part[] {
  const asked = [r.requester, r.openedBy].includes(selfOf(caller));
  return [
    ...(may(caller, 'act', r) ? (['agent'] as const) : []),
    ...(asked ? (['requester'] as const) : []),
    ...(may(caller, 'approve', r) ? (['approver'] as const) : []),
    ...(may(caller, 'override', r) ? (['manager'] as const) : []),
  ];
}

/** Whoever may edit also comments, and so does the requester. */
export const comments = (caller: Caller, r: KnownRecord) =>
  may(caller, 'update', r) || partsOf(caller, r).includes('requester');

const exists = (r: KnownRecord, action: string) => {
  const { from, types } = LIFECYCLES[r.kind][action];
  return from.includes(r.state) && (!types || types.includes(r.type));
};

/** The actions that the record's page offers the caller. */
export function offers(caller: Caller, r: KnownRecord): string[] {
  const parts = partsOf(caller, r);
  return Object.entries(LIFECYCLES[r.kind])
    .filter(
      ([name, { who, permission }]) =>
        exists(r, name) &&
        who.some(part => parts.includes(part)) &&
        (!permission || has(caller, permission)),
    )
    .map(([name]) => name)
    .sort();
}

/** How an action of a caller who sees the record ends: refused with a status, or let through. */
export function judgeAction(
  caller: Caller,
  r: KnownRecord,
  action: string,
): 403 | 409 | 'through' {
  const { who, permission } = LIFECYCLES[r.kind][action];
  if (permission && !has(caller, permission)) return 403;
  if (!exists(r, action)) return 409;
  const parts = partsOf(caller, r);
  return who.some(part => parts.includes(part)) ? 'through' : 403;
}

export const isReadOnly = (r: KnownRecord) => READ_ONLY_IN.includes(r.state);
