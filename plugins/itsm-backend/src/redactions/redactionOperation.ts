import {
  recordRedactPermission,
  recordView,
  redactionInput,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import { op, type Mounted } from '../http/operation';
import type { AuthorizedRecords } from '../callers/AuthorizedRecords';
import type { Redactions } from './Redactions';

/** Takes back what should never have been written in records of a kind. */
export const redactionOperation = (
  kind: KindDefinition,
  { redactions, reader }: { redactions: Redactions; reader: AuthorizedRecords },
): Mounted =>
  op(
    {
      id: `redact-${kind.name}`,
      method: 'post',
      path: `/v1/${kind.plural}/{number}/redactions`,
      summary:
        'Redact a comment in all its versions, a file, or the old value of a field',
      permission: {
        byRecord: `${recordRedactPermission.name}, or none: the author within 15 minutes`,
      },
      body: redactionInput,
      result: recordView,
    },
    async call =>
      reader.viewWritten(
        call.caller,
        await redactions.redact(
          call.caller,
          kind,
          call.params.number,
          call.body,
          call.onWritten,
        ),
        kind.name,
      ),
  );
