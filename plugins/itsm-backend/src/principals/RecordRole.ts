import type { DeclaredRole, ItsmRecord } from 'backstage-plugin-itsm-common';
import { PRINCIPAL_ROLES, type Principal } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';

/** A role that people and groups hold on records. */
export interface RecordRole extends DeclaredRole {
  /**
   * Refs of those who hold it, full and lower case. Asked in the record's transaction when it is opened, when it, its
   * links or the owners of what it affects change, and with entries of `changesWith`.
   */
  holders?(trx: Knex.Transaction, record: ItsmRecord): Promise<string[]>;
  /** Verbs of entries with which it passes to others. */
  changesWith?: readonly string[];
}

/** Those that every record has. */
export const sharedRoles: readonly RecordRole[] = PRINCIPAL_ROLES.map(name => ({
  name,
}));

/** Who holds the roles that ask for themselves. */
export async function heldRoles(
  trx: Knex.Transaction,
  roles: readonly RecordRole[],
  record: ItsmRecord,
): Promise<Principal[]> {
  const held: Principal[] = [];
  for (const { name: role, holders } of roles) {
    for (const ref of (await holders?.(trx, record)) ?? []) {
      held.push({ role, ref });
    }
  }
  return held;
}

/** A role of a misspelt name would let nobody in, and nobody would notice. */
export function requireDeclared(
  roles: readonly RecordRole[],
  principals: readonly Principal[],
): void {
  const names = new Set(roles.map(({ name }) => name));
  const unknown = principals.find(({ role }) => !names.has(role));
  if (unknown) {
    throw new Error(
      `Nobody has declared the role '${unknown.role}'. Add it to the principalRoles of the room or kind that gives it.`,
    );
  }
}
