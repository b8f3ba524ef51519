import {
  kindPermissions,
  recordView,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { z } from 'zod';
import { rawOp, type Mounted, type RawCall } from '../http/operation';
import type { AuthorizedRecords } from '../callers/AuthorizedRecords';
import type { RecordCollaboration } from '../callers/RecordCollaboration';

interface Services {
  reader: AuthorizedRecords;
  collaboration: RecordCollaboration;
}

export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;

const attachmentQuery = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\p{Cc}/\\]+$/u, 'must be a file name without folders'),
  audience: z.enum(['public', 'internal']).default('public'),
});

/** Types that a browser shows in the timeline; anything else is a download. */
const CONTENT_TYPE = /^(?=.{1,100}$)[a-z]+\/[a-z0-9.+-]{1,80}$/;

/** Files of one kind's records. */
export function attachmentOperations(
  kind: KindDefinition,
  services: Services,
): Mounted[] {
  const one = `/v1/${kind.plural}/{number}`;
  const permissions = kindPermissions(kind.name);
  return [
    rawOp(
      {
        id: `attach-${kind.name}`,
        method: 'post',
        path: `${one}/attachments`,
        summary: 'Attach a file: its bytes are the body',
        permission: { byRecord: permissions.update.name },
        query: attachmentQuery,
        rawBody: { limitBytes: MAX_ATTACHMENT_BYTES },
        status: 201,
        result: recordView,
      },
      async call =>
        services.reader.view(
          call.caller,
          await attach(services, call, kind),
          kind.name,
        ),
    ),
    rawOp(
      {
        id: `get-attachment-${kind.name}`,
        method: 'get',
        path: `${one}/attachments/{id}`,
        summary: 'The bytes of an attachment, as a download',
        permission: { byRecord: permissions.read.name },
      },
      call => download(services, call, kind),
    ),
  ];
}

async function attach(
  { collaboration }: Services,
  call: RawCall<z.output<typeof attachmentQuery>>,
  kind: KindDefinition,
) {
  const sent = call.req
    .header('content-type')
    ?.split(';')[0]
    .trim()
    .toLowerCase();
  return collaboration.attach(
    call.caller,
    kind,
    call.params.number,
    {
      name: call.query.name,
      audience: call.query.audience,
      contentType:
        sent && CONTENT_TYPE.test(sent) ? sent : 'application/octet-stream',
      bytes: Buffer.isBuffer(call.body) ? call.body : Buffer.alloc(0),
    },
    call.onWritten,
  );
}

async function download(
  { reader }: Services,
  call: RawCall,
  kind: KindDefinition,
) {
  const { number, id } = call.params;
  const file = await reader.attachment(call.caller, number, kind.name, id);
  call.res
    .status(200)
    .setHeader('Content-Type', file.contentType)
    // Never shown in place: an uploaded page must not run in the portal's origin.
    .setHeader(
      'Content-Disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .setHeader('X-Content-Type-Options', 'nosniff')
    .setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    // Asked again each time: who may see a file can change, and browsers are shared.
    .setHeader('Cache-Control', 'private, no-cache')
    .send(file.bytes);
}
