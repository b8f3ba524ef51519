import type { AttachmentView, Audience } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { isPostgres, toNumber } from '../database/database';
import { sha256 } from '../timeline/entryChain';

export interface NewAttachment {
  recordId: string;
  name: string;
  contentType: string;
  audience: Audience;
  bytes: Buffer;
  at: number;
  by: string;
}

/** Stores the bytes once per content, and that this record has them under this name. */
export async function addAttachment(
  trx: Knex.Transaction,
  options: NewAttachment,
): Promise<{ id: string; sha256: string }> {
  const digest = sha256(options.bytes);
  await trx('blobs')
    .insert({ sha256: digest, bytes: options.bytes })
    .onConflict('sha256')
    // Locks it, or what takes back the last file with these bytes could take them from this one
    .merge(['sha256']);
  const id = uuid();
  await trx('attachments').insert({
    id,
    record_id: options.recordId,
    sha256: digest,
    name: options.name,
    content_type: options.contentType,
    size: options.bytes.length,
    audience: options.audience,
    created_at: options.at,
    created_by: options.by,
  });
  return { id, sha256: digest };
}

/** Removes a file from its record, and its bytes when no other file has the same. */
export async function removeAttachment(
  trx: Knex.Transaction,
  id: string,
): Promise<void> {
  const row = await trx('attachments').where({ id }).first('sha256');
  if (!row) return;
  const blob = { sha256: row.sha256 };
  await trx('attachments').where({ id }).delete();
  if (isPostgres(trx)) {
    await trx('blobs').where(blob).forUpdate().select('sha256');
  }
  await trx('blobs')
    .where(blob)
    .whereNotExists(trx('attachments').where(blob))
    .delete();
}

export async function listAttachments(
  knex: Knex,
  recordId: string,
  options: {
    internal: boolean;
    /** Marks the files that somebody may take back as their author. */
    isRedactable: (file: { by: string; at: number }) => boolean;
  },
): Promise<AttachmentView[]> {
  const query = knex('attachments')
    .where({ record_id: recordId })
    .orderBy('id');
  if (!options.internal) query.where('audience', 'public');
  const rows = await query;
  return rows.map((row: any) => ({
    id: row.id,
    name: row.name,
    contentType: row.content_type,
    size: row.size,
    createdAt: new Date(toNumber(row.created_at)).toISOString(),
    createdBy: row.created_by,
    ...(options.isRedactable({
      by: row.created_by,
      at: toNumber(row.created_at),
    }) && { redactable: true }),
  }));
}

export async function readAttachment(
  knex: Knex,
  recordId: string,
  id: string,
): Promise<
  | { name: string; contentType: string; audience: Audience; bytes: Buffer }
  | undefined
> {
  const row = await knex('attachments')
    .join('blobs', 'blobs.sha256', 'attachments.sha256')
    .where({ 'attachments.id': id, 'attachments.record_id': recordId })
    .first('name', 'content_type', 'audience', 'bytes');
  return (
    row && {
      name: row.name,
      contentType: row.content_type,
      audience: row.audience,
      bytes: row.bytes,
    }
  );
}
