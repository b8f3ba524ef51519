import type { Entry } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { decodeEntry, type EntryRow } from './entryChain';

/** An entry, and what its writer made of it since. */
export interface TimelineLine extends Entry {
  /** The newest version of a comment that was amended. */
  amendment?: Entry;
}

const COLUMNS = ['id', 'record_id', 'seq', 'at', 'verb', 'audience', 'content'];

/** Entries with their newest versions, one statement for both; add what selects and orders `e`. */
export function entriesWithAmendments(knex: Knex): Knex.QueryBuilder {
  return knex('entries as e')
    .leftJoin('entries as a', join =>
      join
        .on('a.amends', 'e.id')
        .andOn(
          knex.raw(
            'not exists (select 1 from entries n where n.amends = a.amends and n.seq > a.seq)',
          ),
        ),
    )
    .select(
      ...COLUMNS.map(name => `e.${name}`),
      Object.fromEntries(COLUMNS.map(name => [`a_${name}`, `a.${name}`])),
    );
}

/** A row of it. */
export function decodeLine(row: EntryRow & Record<string, any>): TimelineLine {
  const entry = decodeEntry(row);
  if (row.a_id === null) return entry;
  const amendment = Object.fromEntries(
    COLUMNS.map(name => [name, row[`a_${name}`]]),
  ) as unknown as EntryRow;
  return { ...entry, amendment: decodeEntry(amendment) };
}

/** One comment of the record, whoever may see it. */
export async function readComment(
  knex: Knex,
  recordId: string,
  id: string,
): Promise<TimelineLine | undefined> {
  const row = await entriesWithAmendments(knex)
    .where({ 'e.id': id, 'e.record_id': recordId, 'e.verb': 'commented' })
    .first();
  return row && decodeLine(row);
}

/** What a comment says now; nothing once that was erased. */
export const currentText = ({ body, amendment }: TimelineLine): string =>
  String((amendment ? amendment.body : body).text ?? '');
