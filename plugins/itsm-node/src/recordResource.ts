import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_ITSM_RECORD } from 'backstage-plugin-itsm-common';

/**
 * The principals' roles on a record. Every permission rule is a question about them. A `container` is
 * what an affected entity is part of (its system, the domain of that), or an affected system, domain
 * or group itself. Rooms and kinds declare further ones.
 *
 * @public
 */
export const PRINCIPAL_ROLES = [
  'requester',
  'openedBy',
  'assignee',
  'assignmentGroup',
  'owner',
  'container',
  'approver',
  'watcher',
] as const;
/** @public */
export type SharedPrincipalRole = (typeof PRINCIPAL_ROLES)[number];
/** One of those that every record has, or one that a room or a kind declares. @public */
export type PrincipalRole = SharedPrincipalRole | (string & {});

/** @public */
export interface Principal {
  role: PrincipalRole;
  /** Full, lower case entity ref, or `service:…` / `system:…`. */
  ref: string;
}

/** What permission rules see of a record. @public */
export interface RecordResource {
  number: string;
  kind: string;
  desk: string;
  restricted: boolean;
  principals: Principal[];
}

/**
 * A rule as a query: an indexed question about principals, or about a column of the record. Of desks that are
 * `unrestricted`, only records are meant that are not restricted.
 *
 * @public
 */
export type RecordFilter =
  | { roles: PrincipalRole[]; refs: string[] }
  | { restricted: boolean }
  | { desks: string[]; unrestricted?: string[] };

/** The resource of every `itsm.<kind>.*` permission that is about one record. @public */
export const itsmRecordResourceRef = createPermissionResourceRef<
  RecordResource,
  RecordFilter
>().with({ pluginId: 'itsm', resourceType: RESOURCE_TYPE_ITSM_RECORD });
