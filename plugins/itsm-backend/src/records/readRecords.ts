import {
  UnreadableRecordError,
  type ItsmRecord,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { RecordResource } from 'backstage-plugin-itsm-node';
import type { Knex } from 'knex';
import { principalsColumn, splitPrincipals } from '../principals/aggregated';
import { decodeRecord, type RecordRow } from './recordRow';
import type { RecordsOptions } from './RecordsOptions';

/** Rows of `records`, each with the `principals` that rules ask about, in one statement. */
export async function readRows(
  knex: Knex,
  column: 'id' | 'number',
  values: readonly string[],
): Promise<RecordRow[]> {
  if (values.length === 0) return [];
  return knex('records as r')
    .whereIn(`r.${column}`, [...new Set(values)])
    .select('r.*', { principals: principalsColumn(knex) });
}

/** A row as the rules of the policy see it. */
export const resourceOf = (row: RecordRow): RecordResource => ({
  number: row.number,
  kind: row.kind,
  desk: row.desk,
  restricted: Boolean(row.restricted),
  principals: splitPrincipals(row.principals),
});

/** The record of a row; undefined, and told, when what is stored of it is broken. */
export function readableIn(
  { onUnreadable }: Pick<RecordsOptions, 'onUnreadable'>,
  kind: KindDefinition,
  row: RecordRow,
): ItsmRecord | undefined {
  try {
    return decodeRecord(kind, row);
  } catch (error) {
    if (!(error instanceof UnreadableRecordError)) throw error;
    onUnreadable?.(error);
    return undefined;
  }
}
