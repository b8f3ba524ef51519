import { createPermissionRule } from '@backstage/plugin-permission-node';
import { RECORD_RULES } from 'backstage-plugin-itsm-common';
import {
  itsmRecordResourceRef,
  type PrincipalRole,
  type RecordResource,
} from 'backstage-plugin-itsm-node';
import { z } from 'zod';
import type { Desks } from '../desks/Desks';
import { isOnlyWatching, meets } from './criteria';

const refsSchema = z.object({
  refs: z
    .array(z.string())
    .describe("Entity refs of the caller: the user and the user's groups"),
});

/** Refs are compared as they are stored: full and lower case. */
const lower = (refs: string[]) =>
  refs.map(ref => ref.toLocaleLowerCase('en-US'));

/** A rule that lets in those who hold one of the roles. */
export function principalRule(
  name: string,
  description: string,
  roles: PrincipalRole[],
) {
  return createPermissionRule({
    name,
    description,
    resourceRef: itsmRecordResourceRef,
    paramsSchema: refsSchema,
    apply: (record: RecordResource, { refs }) => {
      const own = new Set(lower(refs));
      return record.principals.some(
        p =>
          roles.includes(p.role) &&
          own.has(p.ref) &&
          !(record.restricted && isOnlyWatching(p)),
      );
    },
    toQuery: ({ refs }) => ({ roles, refs: lower(refs) }),
  });
}

const isRestricted = createPermissionRule({
  name: RECORD_RULES.isRestricted,
  description: 'Allows records that are marked as restricted',
  resourceRef: itsmRecordResourceRef,
  // Policies leave the params of a rule without any out.
  paramsSchema: z.object({}).optional(),
  apply: (record: RecordResource) => record.restricted,
  toQuery: () => ({ restricted: true }),
});

const inDesk = createPermissionRule({
  name: RECORD_RULES.inDesk,
  description: 'Allows records of these desks',
  resourceRef: itsmRecordResourceRef,
  paramsSchema: z.object({ desks: z.array(z.string()) }),
  apply: (record: RecordResource, { desks }) => desks.includes(record.desk),
  toQuery: ({ desks }) => ({ desks }),
});

/** Of a desk that isn't confidential, what is restricted is for those who have a part in it. */
function desksWorkedBy(desks: Desks, refs: string[]) {
  const worked = desks.workedBy(lower(refs));
  const names = (confidential: boolean) =>
    worked
      .filter(desk => desk.confidential === confidential)
      .map(({ name }) => name);
  return { desks: names(true), unrestricted: names(false) };
}

const worksDesk = (desks: Desks) =>
  createPermissionRule({
    name: RECORD_RULES.worksDesk,
    description: "Allows records of desks that the caller's groups work",
    resourceRef: itsmRecordResourceRef,
    paramsSchema: refsSchema,
    apply: (record: RecordResource, { refs }) =>
      meets(desksWorkedBy(desks, refs), record),
    toQuery: ({ refs }) => desksWorkedBy(desks, refs),
  });

/** The rules that a policy can combine for `itsm-record`. */
export const recordRulesOf = (desks: Desks) => [
  principalRule(
    RECORD_RULES.isRequester,
    'Allows records that the caller asked for or typed',
    ['requester', 'openedBy'],
  ),
  principalRule(
    RECORD_RULES.isAssignee,
    'Allows records that are assigned to the caller',
    ['assignee'],
  ),
  principalRule(
    RECORD_RULES.isGroupMember,
    "Allows records that are assigned to one of the caller's groups",
    ['assignmentGroup'],
  ),
  principalRule(
    RECORD_RULES.isOwnerOfAffectedEntity,
    'Allows records that affect an entity which the caller (or a group of the caller) owns',
    ['owner'],
  ),
  principalRule(
    RECORD_RULES.isApprover,
    'Allows records on which the caller (or a group of the caller) is asked to decide',
    ['approver'],
  ),
  principalRule(
    RECORD_RULES.isWatcher,
    'Allows records that the caller watches and that are not restricted',
    ['watcher'],
  ),
  isRestricted,
  inDesk,
  worksDesk(desks),
];
