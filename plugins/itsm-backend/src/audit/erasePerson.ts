import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { isPostgres } from '../database/database';
import type { Records } from '../records/Records';
import { rewritePublicWords } from '../search/publicWords';
import {
  nextRankOf,
  removeRecordText,
  writeRecordText,
} from '../search/recordText';
import { erasedRef, isOpen, mentionOf } from 'backstage-plugin-itsm-common';
import { readableIn } from '../records/readRecords';

const COLUMNS = ['requester', 'opened_by', 'assignee'] as const;

/**
 * Erases a person (GDPR article 17): entries that the person wrote or that name the person become
 * tombstones, and records name somebody in the person's place whom no catalog has and who is nobody else. Hashes stay, so `verify` says erased
 * and not broken.
 *
 * @returns how many entries and records changed.
 */
export async function erasePerson(
  records: Records,
  ref: string,
): Promise<{ entries: number; records: number }> {
  const erased = erasedRef(randomBytes(8).toString('hex'));
  return records.transaction(async tx => {
    const trx = tx.knex;
    // The quotes make the match exact within the JSON; `_` would match any character.
    const quoted = JSON.stringify(ref);
    const called = mentionOf(ref);
    const [asValue, inText] = [quoted, called].map(
      each => `%${each.replace(/[\\%_]/g, '\\$&')}%`,
    );
    const mentioned = (column: string) =>
      trx.raw(`(?? like ? escape '\\' or ?? like ? escape '\\')`, [
        column,
        asValue,
        column,
        inText,
      ]);
    await lockRecordsNaming(trx, ref, mentioned);
    const touched = await trx('entries')
      .whereNotNull('content')
      .where(mentioned('content') as any)
      .distinct('record_id');
    const entries = await trx('entries')
      .whereNotNull('content')
      .where(mentioned('content') as any)
      .update({ content: null, salt: null });
    const changed = new Set<string>();
    for (const column of COLUMNS) {
      const rows = await trx('records')
        .where(column, ref)
        .update({ [column]: erased })
        .returning('id');
      rows.forEach((row: any) => changed.add(row.id));
    }
    const naming = await trx('records')
      .where(mentioned('data') as any)
      .orWhere(mentioned('description') as any)
      .select('id', 'data', 'description');
    const withoutName = (text: string) =>
      text
        .replaceAll(quoted, JSON.stringify(erased))
        .replaceAll(called, mentionOf(erased));
    for (const { id, data, description } of naming) {
      await trx('records')
        .where({ id })
        .update({
          data: withoutName(data),
          description: withoutName(description),
        });
      changed.add(id);
    }
    await trx('principals').where({ ref }).delete();
    // What they said stays counted
    await trx('votes').where({ ref }).delete();
    await trx('attachments')
      .where({ created_by: ref })
      .update({ created_by: erased });
    // Their hashes stay: each version is still the one that follows the one before it
    await trx('definition_versions')
      .where({ actor: ref })
      .update({ actor: null, salt: null });
    await trx('definitions')
      .where({ updated_by: ref })
      .update({ updated_by: erased });
    // First answers that name the person: a repeat reads the record as it is now instead.
    await trx('idempotency')
      .where(mentioned('body') as any)
      .update({ status: null, body: null, lease_until: 0 });
    // The person's comments leave the full text with their entries.
    const texts = [
      ...touched.map(({ record_id: id }) => id),
      ...naming.map(({ id }: any) => id),
    ];
    for (const id of new Set(texts)) {
      const row = await trx('records').where({ id }).first();
      const kind = row && records.options.kinds.find(row.kind);
      if (!kind) continue;
      const record = readableIn(records.options, kind, row);
      if (!record) {
        await removeRecordText(trx, row);
        continue;
      }
      const rank = await nextRankOf(trx, record, isOpen(kind, record.state));
      await writeRecordText(trx, record, {
        rank,
        oldRank: row.text_rank === null ? null : Number(row.text_rank),
        publicWords: await rewritePublicWords(trx, id),
      });
      await trx('records').where({ id }).update({ text_rank: rank });
    }
    return { entries, records: changed.size };
  });
}

/** Locks every record that names the person, in one order, so that nobody writes the name back. */
async function lockRecordsNaming(
  trx: Knex.Transaction,
  ref: string,
  mentioned: (column: string) => Knex.Raw,
): Promise<void> {
  if (!isPostgres(trx)) return;
  const inEntries = trx('entries')
    .whereNotNull('content')
    .where(mentioned('content') as any)
    .select('record_id');
  await trx('records')
    .whereIn('id', inEntries)
    .orWhere(mentioned('data') as any)
    .orWhere(mentioned('description') as any)
    .orWhere(any => {
      for (const column of COLUMNS) any.orWhere(column, ref);
    })
    .orderBy('id')
    .forUpdate()
    .select('id');
}
