import {
  auditVerifyPermission,
  recordErasePermission,
  requiredText,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { fullRef } from '../entities/EntityLookup';
import { op, type Mounted } from '../http/operation';
import type { Records } from '../records/Records';
import { latestCheckpoint, verifyCheckpoint } from './checkpoints';
import { erasePerson } from './erasePerson';
import { verifyTimeline } from './verifyTimeline';

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** The largest that both engines compare with. */
const MAX_WATERMARK = 2n ** 63n - 1n;

/** A head from the auditor's log. */
const checkpointInput = z.strictObject({
  id: z.string().max(36),
  at: z.number().int(),
  watermark: z
    .string()
    .regex(/^\d{1,19}$/)
    .refine(
      value => /^\d{1,19}$/.test(value) && BigInt(value) <= MAX_WATERMARK,
      'is too large',
    ),
  size: z.number().int().min(0),
  root: hex64,
  signature: z.string().regex(/^([0-9a-f]{64})?$/),
});

const verdictView = z.object({
  entries: z.number().int(),
  records: z.number().int(),
  erased: z.number().int(),
  redacted: z.number().int(),
  findings: z.array(
    z.object({
      record: z.string().nullable(),
      seq: z.number().int().nullable(),
      fault: z.enum(['edited', 'missing', 'inserted', 'cut', 'orphaned']),
    }),
  ),
  /** Null while there is no checkpoint. */
  checkpoint: z
    .object({
      id: z.string(),
      signature: z.enum(['valid', 'invalid', 'unsigned']),
      size: z.number().int(),
      expectedSize: z.number().int(),
      intact: z.boolean(),
    })
    .nullable(),
  intact: z.boolean(),
});

export function auditOperations(
  records: Records,
  signingKey?: string,
): Mounted[] {
  return [
    op(
      {
        id: 'verify-audit',
        method: 'post',
        path: '/v1/audit/verify',
        summary:
          'Verify timelines against their chains and against a signed checkpoint',
        permission: auditVerifyPermission,
        body: z.strictObject({
          /** One record only. */
          number: requiredText(40).optional(),
          /** A checkpoint from the auditor's log; the newest stored one unless given. */
          checkpoint: checkpointInput.optional(),
        }),
        result: verdictView,
      },
      async ({ body }) => {
        const verdict = await verifyTimeline(records.knex, {
          number: body.number,
        });
        const head = body.checkpoint ?? (await latestCheckpoint(records.knex));
        const held =
          head && (await verifyCheckpoint(records.knex, head, signingKey));
        return {
          ...verdict,
          checkpoint: held
            ? { id: head.id, expectedSize: head.size, ...held }
            : null,
          intact:
            verdict.findings.length === 0 &&
            (!held || (held.intact && held.signature !== 'invalid')),
        };
      },
    ),
    op(
      {
        id: 'erase-person',
        method: 'post',
        path: '/v1/erasures',
        summary: 'Replace a person by a tombstone in timelines and records',
        permission: recordErasePermission,
        body: z.strictObject({ person: requiredText(300) }),
        result: z.object({
          entries: z.number().int(),
          records: z.number().int(),
        }),
      },
      ({ body }) => erasePerson(records, fullRef(body.person, 'user')),
    ),
  ];
}
