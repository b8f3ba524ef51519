import {
  DEFINITION_ACTIONS,
  DEFINITION_STATES,
  definitionDiff,
  definitionExport,
  definitionImportInput,
  definitionImportResult,
  definitionInput,
  definitionPage,
  definitionPatch,
  definitionPreview,
  definitionPreviewInput,
  definitionRejectInput,
  definitionRestoreInput,
  definitionVersionPage,
  definitionView,
  type DefinitionAction,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import type { Caller } from '../access/Caller';
import { readIdCursor } from '../http/idCursor';
import { op, type Mounted } from '../http/operation';
import type { DefinitionServices } from './DefinitionReader';
import { DefinitionService } from './DefinitionService';
import { exportDefinitions, importDefinitions } from './definitionTransfer';
import type { ManagedType } from './ManagedType';

const limit = z.coerce.number().int().min(1).max(100).default(20);

const listQuery = z.strictObject({
  state: z.enum(DEFINITION_STATES).optional(),
  /** Part of a name. */
  q: z.string().trim().max(100).optional(),
  cursor: z.string().max(300).optional(),
  limit,
});

const VERSION = /^[1-9]\d{0,8}$/;
const aVersion = z
  .string()
  .regex(VERSION, 'must be the number of a version, from 1 up');

const versionsQuery = z.strictObject({ cursor: aVersion.optional(), limit });
const diffQuery = z.strictObject({ from: aVersion, to: aVersion });
const exportQuery = z.strictObject({
  content: z.enum(['active', 'latest']).default('active'),
});

type ActionInput = z.ZodType<{ reason?: string; version?: number }>;

const INPUTS: Partial<Record<DefinitionAction, ActionInput>> = {
  reject: definitionRejectInput,
  restore: definitionRestoreInput,
};
const NOTHING: ActionInput = z.strictObject({});

const SUMMARIES: Record<DefinitionAction, string> = {
  submit: 'Ask somebody else to approve a draft',
  approve: 'Approve the draft of somebody else',
  reject: 'Send a draft back to those who wrote it, with a reason',
  activate: 'Put a draft in force',
  request_retirement: 'Ask somebody else to take a definition out of force',
  retire: 'Take a definition out of force',
  restore: 'Make a draft of an earlier version',
};

/** The operations over the definitions of one type. */
export function definitionOperations(
  services: DefinitionServices,
  managed: ManagedType,
): Mounted[] {
  const service = new DefinitionService(services, managed);
  const { name, plural, permissions } = managed.type;
  const root = `/v1/definitions/${plural}`;
  const one = `${root}/{id}`;

  const delegated = (basic: BasicPermission) => ({
    basic,
    isDelegated: (caller: Caller, { id }: Readonly<Record<string, string>>) =>
      service.isDelegated(caller, id),
  });
  const reading = {
    method: 'get',
    permission: delegated(permissions.read),
  } as const;
  // Who manages a type sees what it writes
  const writing = {
    method: 'post',
    permission: delegated(permissions.manage),
  } as const;

  return [
    op(
      {
        ...reading,
        id: `list-${plural}`,
        path: root,
        summary: `Definitions of the type ${name}`,
        query: listQuery,
        result: definitionPage,
      },
      ({ caller, query }) =>
        service.list(caller, { ...query, cursor: readIdCursor(query.cursor) }),
    ),
    op(
      {
        ...writing,
        id: `create-${name}`,
        permission: permissions.manage,
        path: root,
        summary: 'Draft a definition',
        body: definitionInput,
        status: 201,
        result: definitionView,
      },
      ({ caller, body }) => service.create(caller, body),
    ),
    op(
      {
        ...reading,
        id: `get-${name}`,
        path: one,
        summary: 'One definition with all that can be done with it',
        result: definitionView,
      },
      ({ caller, params }) => service.view(caller, params.id),
    ),
    op(
      {
        ...writing,
        id: `edit-${name}`,
        path: one,
        summary:
          'Change a definition; what is in force stays until the draft is activated',
        method: 'patch',
        versioned: true,
        body: definitionPatch,
        result: definitionView,
      },
      ({ caller, params, body, ifMatch }) =>
        service.edit(caller, params.id, body, ifMatch),
    ),
    ...DEFINITION_ACTIONS.map(action =>
      op(
        {
          ...writing,
          id: `${action.replace(/_/g, '-')}-${name}`,
          path: `${one}/actions/${action}`,
          summary: SUMMARIES[action],
          versioned: true,
          body: INPUTS[action] ?? NOTHING,
          result: definitionView,
        },
        ({ caller, params, body, ifMatch }) =>
          service.act(caller, params.id, action, body, ifMatch),
      ),
    ),
    op(
      {
        ...reading,
        id: `list-versions-of-${name}`,
        path: `${one}/versions`,
        summary:
          'All versions, newest first, and whether they are as they were written',
        query: versionsQuery,
        result: definitionVersionPage,
      },
      ({ params, query }) =>
        service.versions(params.id, {
          cursor: query.cursor === undefined ? undefined : Number(query.cursor),
          limit: query.limit,
        }),
    ),
    op(
      {
        ...reading,
        id: `diff-${name}`,
        path: `${one}/diff`,
        summary: 'Where two versions differ',
        query: diffQuery,
        result: definitionDiff,
      },
      ({ params, query }) =>
        service.diff(params.id, Number(query.from), Number(query.to)),
    ),
    op(
      {
        ...reading,
        id: `export-${plural}`,
        permission: permissions.read,
        path: `${root}/export`,
        summary:
          'Definitions as YAML: those in force, or the last version of each',
        query: exportQuery,
        result: definitionExport,
      },
      ({ query }) => exportDefinitions(services, service, query.content),
    ),
    op(
      {
        ...writing,
        id: `import-${plural}`,
        permission: permissions.manage,
        path: `${root}/import`,
        summary:
          'Make drafts of what a YAML document says, or say which; nothing is activated',
        body: definitionImportInput,
        result: definitionImportResult,
      },
      ({ caller, body }) => importDefinitions(services, service, caller, body),
    ),
    op(
      {
        ...writing,
        id: `preview-${name}`,
        path: `${root}/preview`,
        summary:
          'What a definition would match now, among what the caller sees',
        body: definitionPreviewInput,
        result: definitionPreview,
      },
      ({ caller, body }) => service.preview(caller, body.spec),
    ),
  ];
}
