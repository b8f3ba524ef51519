import {
  auditVerifyPermission,
  recordErasePermission,
} from 'backstage-plugin-itsm-common';
import type { House } from '../House';
import type { Room } from '../room';
import { auditOperations } from './auditOperations';
import { writeCheckpoint } from './checkpoints';

/** Proof that nobody has changed what was written, and the erasure of persons. */
export function auditRoom({ services, records, config, now }: House): Room {
  const { auditSigningKey: signingKey } = config;
  return {
    name: 'audit',
    operations: auditOperations(records, signingKey),
    permissions: [auditVerifyPermission, recordErasePermission],
    tasks: [
      {
        id: 'itsm-checkpoint',
        scope: 'global',
        everySeconds: 3_600,
        async run() {
          const checkpoint = await writeCheckpoint(records.knex, {
            at: now(),
            signingKey,
          });
          const event = await services.auditor.createEvent({
            eventId: 'audit-checkpoint',
            severityLevel: 'low',
            meta: { actionType: 'checkpoint', ...checkpoint },
          });
          await event.success();
        },
      },
    ],
  };
}
