import { kindPermissions } from 'backstage-plugin-itsm-common';
import type { EntityLookup } from '../entities/EntityLookup';
import type { Caller } from '../access/Caller';
import type { Acting } from '../records/acting';
import type { AuthorizedRecords } from './AuthorizedRecords';
import type { Records } from '../records/Records';
import type { Visible } from './visibleRecords';
import type { RecordTransaction } from '../records/RecordTransaction';

/** What changes records for callers. */
export interface Writing {
  records: Records;
  reader: AuthorizedRecords;
  entities: EntityLookup;
  now: () => number;
}

/** Runs in the record's transaction, with the number it wrote. */
export type OnWritten = (
  tx: RecordTransaction,
  number: string,
) => Promise<void>;

/** How a caller acts on a record that it sees. */
export async function actingFor(
  caller: Caller,
  visible: Visible,
  at: number,
  ifMatch?: number,
): Promise<Acting> {
  return {
    actor: caller.actor,
    at,
    capabilities: visible.capabilities,
    ownershipRefs: visible.kind.principals ? await caller.ownershipRefs() : [],
    ifMatch,
  };
}

/** @throws NotPermittedError when the caller may read the record, but not edit it. */
export function requireUpdate(
  caller: Caller,
  { judge, resource, kind }: Visible,
): void {
  if (!judge.may('update', resource)) {
    caller.denied(kindPermissions(kind.name).update.name);
  }
}
