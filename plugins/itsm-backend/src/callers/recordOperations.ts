import {
  actionPermission,
  entryPage,
  isForCallers,
  kindPermissions,
  MissingError,
  recordPage,
  recordQuery,
  recordView,
  timelineQuery,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { z } from 'zod';
import { op, type Call, type Mounted } from '../http/operation';
import { bulkOperations } from './bulkOperations';
import { collaborationOperations } from './collaborationOperations';
import { listQueryOf } from '../lists/listQueryOf';
import type { RecordServices } from './RecordServices';
import { withCurrent } from './withCurrent';

/** The operations of one kind; they are the same for every kind. */
export function kindOperations(
  kind: KindDefinition,
  services: RecordServices,
): Mounted[] {
  const base = `/v1/${kind.plural}`;
  const one = `${base}/{number}`;
  const permissions = kindPermissions(kind.name);
  const written = (call: Call, number: string) =>
    services.reader.viewWritten(call.caller, number, kind.name);
  return [
    op(
      {
        id: `list-${kind.plural}`,
        method: 'get',
        path: base,
        summary: `A page of ${kind.plural}, newest first`,
        permission: { byRecord: permissions.read.name },
        query: recordQuery,
        result: recordPage,
      },
      call => list(services, call, [kind]),
    ),
    ...bulkOperations(kind, services),
    op(
      {
        id: `create-${kind.name}`,
        method: 'post',
        path: base,
        summary: `Open a ${kind.name}`,
        permission: permissions.create,
        body: kind.create,
        status: 201,
        result: recordView,
      },
      async call =>
        written(
          call,
          await services.writer.create(
            call.caller,
            kind,
            call.body,
            call.onWritten,
          ),
        ),
    ),
    op(
      {
        id: `get-${kind.name}`,
        method: 'get',
        path: one,
        summary: `One ${kind.name} with the first page of its timeline`,
        permission: { byRecord: permissions.read.name },
        result: recordView,
      },
      call => services.reader.view(call.caller, call.params.number, kind.name),
    ),
    op(
      {
        id: `edit-${kind.name}`,
        method: 'patch',
        path: one,
        summary: `Edit fields of a ${kind.name}`,
        permission: { byRecord: permissions.update.name },
        versioned: true,
        body: kind.edit,
        result: recordView,
      },
      call =>
        withCurrent(services, call, kind, async () =>
          written(
            call,
            await services.writer.edit(
              call.caller,
              kind,
              call.params.number,
              call.body,
              call.ifMatch,
            ),
          ),
        ),
    ),
    ...callersActions(kind).map(([action, { who, input }]) =>
      op(
        {
          id: `${action.replace(/_/g, '-')}-${kind.name}`,
          method: 'post',
          path: `${one}/actions/${action}`,
          summary: `Action '${action}' of a ${kind.name}`,
          permission: {
            byRecord:
              actionPermission(kind, action) ?? `none: ${who.join(' or ')}`,
          },
          versioned: true,
          body: input,
          result: recordView,
        },
        call =>
          withCurrent(services, call, kind, async () =>
            written(
              call,
              await services.writer.act(
                call.caller,
                kind,
                call.params.number,
                action,
                call.body,
                call.ifMatch,
                call.onWritten,
              ),
            ),
          ),
      ),
    ),
    op(
      {
        id: `unknown-action-${kind.name}`,
        method: 'post',
        path: `${one}/actions/{action}`,
        summary: `Answers 404 for an action that a ${kind.name} does not have`,
        permission: { byRecord: permissions.act.name },
      },
      async call => {
        throw new MissingError('action', call.params.action.slice(0, 100));
      },
    ),
    op(
      {
        id: `timeline-${kind.name}`,
        method: 'get',
        path: `${one}/entries`,
        summary: 'A page of the timeline, newest first',
        permission: { byRecord: permissions.read.name },
        query: timelineQuery,
        result: entryPage,
      },
      call =>
        services.reader.timeline(
          call.caller,
          call.params.number,
          kind.name,
          call.query.cursor,
        ),
    ),
    ...collaborationOperations(kind, services),
  ];
}

const callersActions = (kind: KindDefinition) =>
  Object.entries(kind.actions).filter(([, action]) => isForCallers(action));

/** The operations over all kinds. */
export function sharedOperations(
  kinds: readonly KindDefinition[],
  services: RecordServices,
): Mounted[] {
  return [
    op(
      {
        id: 'list-records',
        method: 'get',
        path: '/v1/records',
        summary: 'A page of records of every kind that the caller may read',
        permission: { byRecord: 'itsm.<kind>.read' },
        query: recordQuery,
        result: recordPage,
      },
      call => list(services, call, kinds),
    ),
    op(
      {
        id: 'get-record',
        method: 'get',
        path: '/v1/records/{number}',
        summary: 'One record of any kind',
        permission: { byRecord: 'itsm.<kind>.read' },
        result: recordView,
      },
      call => services.reader.view(call.caller, call.params.number),
    ),
  ];
}

async function list(
  { reader, upstream }: RecordServices,
  { caller, query: q }: Call<z.output<typeof recordQuery>>,
  kinds: readonly KindDefinition[],
) {
  return reader.list(caller, kinds, {
    ...(await listQueryOf(q, kinds, {
      upstream,
      credentials: caller.credentials,
    })),
    cursor: q.cursor,
    limit: q.limit,
    count: q.count === 'true',
    actions: q.actions === 'true',
    texts: q.texts === 'true',
  });
}
