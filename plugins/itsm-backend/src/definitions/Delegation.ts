import type { DefinitionContent } from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { Desks } from '../desks/Desks';
import type { ManagedType } from './ManagedType';

type Owned = Pick<DefinitionContent, 'ownerGroup' | 'desk'>;

/** Whose definitions somebody manages without the permission of the type: those of these groups and desks. */
export interface Delegated {
  groups: readonly string[];
  desks: readonly string[];
}

/** What a caller manages of the definitions of a type. */
export interface Delegation extends Delegated {
  readsAll: boolean;
  managesAll: boolean;
}

export async function delegationOf(
  caller: Caller,
  { type: { permissions } }: ManagedType,
  desks: Desks,
): Promise<Delegation> {
  const [[readsAll, managesAll], refs] = await Promise.all([
    caller.has([permissions.read, permissions.manage]),
    caller.ownershipRefs(),
  ]);
  return {
    readsAll,
    managesAll,
    groups: refs,
    desks: desks.workedBy(refs).map(({ name }) => name),
  };
}

export const isDelegated = (
  { groups, desks }: Delegated,
  { ownerGroup, desk }: Owned,
): boolean =>
  (ownerGroup !== null && groups.includes(ownerGroup)) || desks.includes(desk);

export const manages = (delegation: Delegation, owned: Owned): boolean =>
  delegation.managesAll || isDelegated(delegation, owned);

/** Does it pass into other hands? */
export const isGivenAway = (before: Owned, after: Owned): boolean =>
  before.ownerGroup !== after.ownerGroup || before.desk !== after.desk;
