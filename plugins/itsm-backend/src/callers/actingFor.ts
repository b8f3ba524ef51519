import { kindPermissions } from 'backstage-plugin-itsm-common';
import type { Desks } from '../desks/Desks';
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

/**
 * A record leaves a confidential desk only by the hand of somebody who may edit what that desk has, and what the
 * other one has: a part in this one record is not enough.
 *
 * @throws NotPermittedError, or InvalidInputError for a desk that there is not
 */
export function refuseMove(
  caller: Caller,
  { judge, record, resource, kind }: Visible,
  desks: Desks,
  { desk }: { desk?: string },
): void {
  if (desk === undefined || desks.require(desk) === record.desk) return;
  if (!desks.isConfidential(record.desk)) return;
  const mayEditAt = (each: string) =>
    judge.may('update', {
      ...resource,
      desk: each,
      restricted: desks.isConfidential(each),
      principals: [],
    });
  if (mayEditAt(record.desk) && mayEditAt(desk)) return;
  caller.denied(
    kindPermissions(kind.name).update.name,
    `To move a record out of the confidential desk '${record.desk}', you have to be allowed to edit the records of both desks. Ask an administrator.`,
  );
}
