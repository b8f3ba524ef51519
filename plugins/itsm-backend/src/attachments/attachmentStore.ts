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
  o: NewAttachment,
): Promise<{ id: string; sha256: string }> {
  const digest = sha256(o.bytes);
  await trx('blobs')
    .insert({ sha256: digest, bytes: o.bytes })
    .onConflict('sha256')
    // Locks it, or what takes back the last file with these bytes could take them from this one
    .merge(['sha256']);
  const id = uuid();
  await trx('attachments').insert({
    id,
    record_id: o.recordId,
    sha256: digest,
    name: o.name,
    content_type: o.contentType,
    size: o.bytes.length,
    audience: o.audience,
    created_at: o.at,
    created_by: o.by,
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
  o: {
    internal: boolean;
    /** Marks the files that somebody may take back as their author. */
    isRedactable: (file: { by: string; at: number }) => boolean;
  },
): Promise<AttachmentView[]> {
  const query = knex('attachments')
    .where({ record_id: recordId })
    .orderBy('id');
  if (!o.internal) query.where('audience', 'public');
  const rows = await query;
  return rows.map((row: any) => ({
    id: row.id,
    name: row.name,
    contentType: row.content_type,
    size: row.size,
    createdAt: new Date(toNumber(row.created_at)).toISOString(),
    createdBy: row.created_by,
    ...(o.isRedactable({
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
