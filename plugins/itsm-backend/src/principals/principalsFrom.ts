import type { ItsmRecord, KindDefinition } from 'backstage-plugin-itsm-common';
import type { Principal } from 'backstage-plugin-itsm-node';
import type { Standing } from '../entities/entityFacts';

export const keyOf = (principal: Principal) =>
  `${principal.role} ${principal.ref}`;

/** Who has which role on a record whose affected entities have these owners and containers. */
export function principalsFrom(
  kind: KindDefinition,
  record: ItsmRecord,
  { owners, containers }: Standing,
  held: readonly Principal[] = [],
): Principal[] {
  const all: Principal[] = [
    { role: 'requester', ref: record.requester },
    { role: 'openedBy', ref: record.openedBy },
    ...(record.assignee
      ? [{ role: 'assignee' as const, ref: record.assignee }]
      : []),
    ...(record.assignmentGroup
      ? [{ role: 'assignmentGroup' as const, ref: record.assignmentGroup }]
      : []),
    ...owners.map(ref => ({ role: 'owner' as const, ref })),
    ...containers.map(ref => ({ role: 'container' as const, ref })),
    ...(kind.principals?.(record) ?? []),
    ...held,
  ];
  return [...new Map(all.map(p => [keyOf(p), p])).values()];
}
