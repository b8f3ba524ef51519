import {
  amendInput,
  commentInput,
  entryPage,
  kindPermissions,
  linkInput,
  linkPage,
  linksQuery,
  proposalDecision,
  recordView,
  timelineQuery,
  type KindDefinition,
  type LinkInput,
} from 'backstage-plugin-itsm-common';
import { op, type Call, type Mounted } from '../http/operation';
import type { RecordServices } from './RecordServices';
import { withCurrent } from './withCurrent';

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
      await services.links.link(
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
        permission: { byRecord: permissions.update.name },
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
        id: `amend-comment-${kind.name}`,
        method: 'patch',
        path: `${one}/comments/{id}`,
        summary:
          'Say a comment of your own anew; If-Match is the seq of its newest version',
        permission: { byRecord: permissions.update.name },
        versioned: true,
        body: amendInput,
        result: recordView,
      },
      call =>
        withCurrent(
          services,
          call,
          kind,
          async () =>
            view(
              call,
              await services.collaboration.amend(
                call.caller,
                kind,
                call.params.number,
                {
                  comment: call.params.id,
                  text: call.body.text,
                  version: call.ifMatch,
                },
              ),
            ),
          (_current, { params }) => Number(params.current),
        ),
    ),
    op(
      {
        id: `comment-versions-${kind.name}`,
        method: 'get',
        path: `${one}/comments/{id}/versions`,
        summary: 'All that a comment has said, newest first',
        permission: { byRecord: permissions.read.name },
        query: timelineQuery,
        result: entryPage,
      },
      call =>
        services.reader.versions(
          call.caller,
          call.params.number,
          kind.name,
          call.params.id,
          call.query.cursor,
        ),
    ),
    op(
      {
        id: `links-of-${kind.name}`,
        method: 'get',
        path: `${one}/links`,
        summary:
          'Links that other records hold towards it, newest record first',
        permission: { byRecord: permissions.read.name },
        query: linksQuery,
        result: linkPage,
      },
      call =>
        services.reader.links(
          call.caller,
          call.params.number,
          kind.name,
          call.query.cursor,
        ),
    ),
    op(
      {
        id: `link-${kind.name}`,
        method: 'post',
        path: `${one}/links`,
        summary: 'Link an entity or a record',
        permission: { byRecord: permissions.update.name },
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
        permission: { byRecord: permissions.update.name },
        query: linkInput,
        result: recordView,
      },
      call => setLink(call, call.query, true),
    ),
    op(
      {
        id: `decide-proposal-of-${kind.name}`,
        method: 'post',
        path: `${one}/proposals`,
        summary: 'Accept or decline a link that another record proposes',
        permission: { byRecord: permissions.act.name },
        body: proposalDecision,
        result: recordView,
      },
      async call => {
        const { accept, ...proposal } = call.body;
        return view(
          call,
          await services.links.decide(
            call.caller,
            kind,
            call.params.number,
            proposal,
            accept,
            call.onWritten,
          ),
        );
      },
    ),
    ...(['put', 'delete'] as const).map(method =>
      op(
        {
          id: `${method === 'put' ? 'watch' : 'unwatch'}-${kind.name}`,
          method,
          path: `${one}/watch`,
          summary:
            method === 'put' ? 'Watch the record' : 'Stop watching the record',
          permission: { byRecord: permissions.read.name },
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
