import {
  createPermission,
  type BasicPermission,
  type ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * The resource type of every record; its resource ref is the record's number.
 *
 * @public
 */
export const RESOURCE_TYPE_ITSM_RECORD = 'itsm-record';

/** @public */
export type RecordPermission = ResourcePermission<
  typeof RESOURCE_TYPE_ITSM_RECORD
>;

/**
 * The permissions of one kind. `create` is basic; the others are asked with the record.
 *
 * @public
 */
export interface KindPermissions {
  create: BasicPermission;
  read: RecordPermission;
  /** Edit fields, links and attachments, and comment. */
  update: RecordPermission;
  /** Move the record as an agent of its assignment or owner group. */
  act: RecordPermission;
  /** Decide where the caller (or a group of the caller) is named as approver. */
  approve: RecordPermission;
  /** What only a manager does: override a computed value, cancel for others. */
  override: RecordPermission;
}

function recordPermission(
  name: string,
  action?: 'read' | 'update' | 'delete',
): RecordPermission {
  return createPermission({
    name,
    attributes: action ? { action } : {},
    resourceType: RESOURCE_TYPE_ITSM_RECORD,
  });
}

function basicPermission(
  name: string,
  action?: 'create' | 'read' | 'update' | 'delete',
): BasicPermission {
  return createPermission({ name, attributes: action ? { action } : {} });
}

/**
 * Makes the permissions of a kind: `itsm.<kind>.{create,read,update,act,approve,override}`.
 *
 * @public
 */
export function kindPermissions(kind: string): KindPermissions {
  return {
    create: basicPermission(`itsm.${kind}.create`, 'create'),
    read: recordPermission(`itsm.${kind}.read`, 'read'),
    update: recordPermission(`itsm.${kind}.update`, 'update'),
    act: recordPermission(`itsm.${kind}.act`, 'update'),
    approve: recordPermission(`itsm.${kind}.approve`, 'update'),
    override: recordPermission(`itsm.${kind}.override`, 'update'),
  };
}

/** Read internal notes. The record's requester never does, whatever the policy says. @public */
export const recordReadInternalPermission = recordPermission(
  'itsm.record.read.internal',
  'read',
);
/** Replace a person by a tombstone in timelines. @public */
export const recordErasePermission = basicPermission(
  'itsm.record.erase',
  'delete',
);
/** Redact what others wrote, or what was written more than 15 minutes ago. @public */
export const recordRedactPermission = basicPermission(
  'itsm.record.redact',
  'delete',
);
/** Move what is recorded for an entity that was renamed. @public */
export const entityRenamePermission = basicPermission(
  'itsm.entity.rename',
  'update',
);
/** Take the emergency path of a change. @public */
export const changeEmergencyPermission = basicPermission(
  'itsm.change.emergency',
  'create',
);
/** Report deployments; the one permission that a pipeline's token needs. @public */
export const deploymentCreatePermission = basicPermission(
  'itsm.deployment.create',
  'create',
);
/** See the inbox: deliveries, dead and ignored ones, and unmapped deployments. @public */
export const deliveryReadPermission = basicPermission(
  'itsm.delivery.read',
  'read',
);
/** Map repositories to entities and requeue deliveries. @public */
export const mappingUpdatePermission = basicPermission(
  'itsm.mapping.update',
  'update',
);
/** Verify the audit chain. @public */
export const auditVerifyPermission = basicPermission(
  'itsm.audit.verify',
  'read',
);

/** Every permission that is not of a kind. @public */
export const itsmPermissions = [
  recordReadInternalPermission,
  recordErasePermission,
  recordRedactPermission,
  entityRenamePermission,
  deploymentCreatePermission,
  deliveryReadPermission,
  mappingUpdatePermission,
  auditVerifyPermission,
];

/**
 * Names of the rules on `itsm-record` that a policy can use in conditions. Params: `{refs: string[]}`
 * (entity refs of the caller: user and groups), IS_RESTRICTED none, IN_DESK `{desks: string[]}`. WORKS_DESK allows
 * records of the desks that the caller's groups work, of a desk that isn't confidential only unrestricted ones.
 *
 * @public
 */
export const RECORD_RULES = {
  isRequester: 'IS_REQUESTER',
  isAssignee: 'IS_ASSIGNEE',
  isGroupMember: 'IS_GROUP_MEMBER',
  isOwnerOfAffectedEntity: 'IS_OWNER_OF_AFFECTED_ENTITY',
  isApprover: 'IS_APPROVER',
  isWatcher: 'IS_WATCHER',
  isRestricted: 'IS_RESTRICTED',
  inDesk: 'IN_DESK',
  worksDesk: 'WORKS_DESK',
} as const;
