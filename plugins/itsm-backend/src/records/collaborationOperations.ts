import {
  commentInput,
  kindPermissions,
  linkInput,
  recordView,
  type KindDefinition,
  type LinkInput,
} from 'backstage-plugin-itsm-common';
import { op, type Call, type Mounted } from '../http/operation';
import type { RecordServices } from './recordOperations';

/** Comments, links and watching of one kind's records. */
export function collaborationOperations(
  kind: KindDefinition,
  services: RecordServices,
): Mounted[] {
  const one = `/v1/${kind.plural}/{number}`;
  const permissions = kindPermissions(kind.name);
  const view = (call: Call, number: string) =>
    services.reader.viewWritten(call.caller, number, kind.name);
  const setLink = async (call: Call, link: LinkInput, remove: boolean) =>
    view(
      call,
      await services.collaboration.link(
        call.caller,
        kind,
        call.params.number,
        link,
        remove,
        call.onWritten,
      ),
    );
  return [
    op(
      {
        id: `comment-${kind.name}`,
        method: 'post',
        path: `${one}/comments`,
        summary: `Comment on a ${kind.name}`,
        permission: permissions.update.name,
        body: commentInput,
        status: 201,
        result: recordView,
      },
      async call =>
        view(
          call,
          await services.collaboration.comment(
            call.caller,
            kind,
            call.params.number,
            call.body,
            call.onWritten,
          ),
        ),
    ),
    op(
      {
        id: `link-${kind.name}`,
        method: 'post',
        path: `${one}/links`,
        summary: 'Link an entity or a record',
        permission: permissions.update.name,
        body: linkInput,
        result: recordView,
      },
      call => setLink(call, call.body, false),
    ),
    op(
      {
        id: `unlink-${kind.name}`,
        method: 'delete',
        path: `${one}/links`,
        summary: 'Remove a link',
        permission: permissions.update.name,
        query: linkInput,
        result: recordView,
      },
      call => setLink(call, call.query, true),
    ),
    ...(['put', 'delete'] as const).map(method =>
      op(
        {
          id: `${method === 'put' ? 'watch' : 'unwatch'}-${kind.name}`,
          method,
          path: `${one}/watch`,
          summary:
            method === 'put' ? 'Watch the record' : 'Stop watching the record',
          permission: permissions.read.name,
          result: recordView,
        },
        async call =>
          view(
            call,
            await services.collaboration.watch(
              call.caller,
              kind,
              call.params.number,
              method === 'put',
            ),
          ),
      ),
    ),
  ];
}
