import type { Config } from '@backstage/config';
import { ConflictingError } from 'backstage-plugin-itsm-common';
import type { Knex } from 'knex';

/** How much room files have: of one record, and of all together. */
export interface AttachmentQuota {
  maxBytesPerRecord: number;
  maxFilesPerRecord: number;
  maxTotalBytes: number;
}

const MIB = 1_048_576;

const DEFAULT_QUOTA: AttachmentQuota = {
  maxBytesPerRecord: 100 * MIB,
  maxFilesPerRecord: 100,
  maxTotalBytes: 10 * 1_024 * MIB,
};

/** @throws Error naming the key that is wrong */
export function readAttachmentQuota(config: Config): AttachmentQuota {
  const read = (name: keyof AttachmentQuota) => {
    const key = `itsm.attachments.${name}`;
    const value = config.getOptionalNumber(key) ?? DEFAULT_QUOTA[name];
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new Error(`${key}: ${value} is not a whole number from 0`);
    }
    return value;
  };
  return {
    maxBytesPerRecord: read('maxBytesPerRecord'),
    maxFilesPerRecord: read('maxFilesPerRecord'),
    maxTotalBytes: read('maxTotalBytes'),
  };
}

/**
 * Call it under the record's lock.
 *
 * @throws ConflictingError when there is no room for a file of this size
 */
export async function requireRoom(
  trx: Knex.Transaction,
  quota: AttachmentQuota,
  file: { recordId: string; size: number },
): Promise<void> {
  const { maxBytesPerRecord, maxFilesPerRecord, maxTotalBytes } = quota;
  const own = await trx('attachments')
    .where({ record_id: file.recordId })
    .sum('size as bytes')
    .count('* as files')
    .first();
  if (Number(own?.files ?? 0) >= maxFilesPerRecord) {
    throw new ConflictingError(
      `This record already has ${maxFilesPerRecord} files, which is the most. Link to the file in a comment instead.`,
      {
        code: 'too_many_attachments',
        params: { max: maxFilesPerRecord },
      },
    );
  }
  if (Number(own?.bytes ?? 0) + file.size > maxBytesPerRecord) {
    throw new ConflictingError(
      `The files of one record may have ${inMib(maxBytesPerRecord)} MiB together. Attach a smaller file, or link to it in a comment.`,
      {
        code: 'record_attachments_full',
        params: { mib: inMib(maxBytesPerRecord) },
      },
    );
  }
  const all = await trx('attachments').sum('size as bytes').first();
  if (Number(all?.bytes ?? 0) + file.size > maxTotalBytes) {
    throw new ConflictingError(
      'There is no room for more files. Ask an administrator to raise itsm.attachments.maxTotalBytes, or link to the file in a comment.',
      {
        code: 'attachments_full',
        params: { mib: inMib(maxTotalBytes) },
      },
    );
  }
}

const inMib = (bytes: number) => Math.round((bytes / MIB) * 10) / 10;
