import {
  kindPermissions,
  recordReadInternalPermission,
} from 'backstage-plugin-itsm-common';
import { attachmentOperations } from '../attachments/attachmentOperations';
import { readAttachmentQuota } from '../attachments/attachmentQuota';
import type { House } from '../House';
import { mentionsCompanion } from '../principals/mentionsCompanion';
import { principalsCompanion } from '../principals/principalsCompanion';
import { sharedRoles } from '../principals/RecordRole';
import { sharedVerbs } from '../timeline/TimelineVerb';
import type { Room } from '../room';
import { RecordCollaboration } from './RecordCollaboration';
import { RecordLinks } from './RecordLinks';
import { kindOperations, sharedOperations } from './recordOperations';

/** Records of every kind: what callers may see and do, and who has a role on them. */
export function recordsRoom(house: House): Room {
  const { kinds } = house;
  const services = {
    ...house,
    links: new RecordLinks(house),
    collaboration: new RecordCollaboration({
      ...house,
      quota: readAttachmentQuota(house.services.config),
    }),
  };
  return {
    name: 'records',
    operations: [
      ...sharedOperations(kinds.all, services),
      ...kinds.all.flatMap(kind => [
        ...kindOperations(kind, services),
        ...attachmentOperations(kind, services),
      ]),
    ],
    verbs: [...sharedVerbs, ...kinds.all.flatMap(kind => kind.verbs ?? [])],
    principalRoles: [
      ...sharedRoles,
      ...kinds.all.flatMap(kind => kind.principalRoles ?? []),
    ],
    companions: [principalsCompanion, mentionsCompanion],
    permissions: [
      ...kinds.all.flatMap(kind => [
        ...Object.values(kindPermissions(kind.name)),
        ...(kind.permissions ?? []),
      ]),
      recordReadInternalPermission,
    ],
  };
}
