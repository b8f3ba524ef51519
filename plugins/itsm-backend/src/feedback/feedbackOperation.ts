import {
  feedback,
  kindPermissions,
  recordView,
  voteInput,
  type KindDefinition,
} from 'backstage-plugin-itsm-common';
import type { AuthorizedRecords } from '../callers/AuthorizedRecords';
import { op, type Mounted } from '../http/operation';
import type { RecordFeedback } from './RecordFeedback';

/** Readers are asked whether records of some kinds helped them. */
export function feedbackOperation(
  kind: KindDefinition,
  services: { reader: AuthorizedRecords; feedback: RecordFeedback },
): Mounted[] {
  const asked = feedback.of(kind);
  if (!asked) return [];
  return [
    op(
      {
        id: `vote-${kind.name}`,
        method: 'put',
        path: `/v1/${kind.plural}/{number}/vote`,
        summary: `Say whether the ${kind.name} helped, and what was missing`,
        permission: { byRecord: kindPermissions(kind.name).read.name },
        body: voteInput,
        result: recordView,
      },
      async call =>
        services.reader.viewWritten(
          call.caller,
          await services.feedback.vote(
            call.caller,
            { ...kind, feedback: asked },
            call.params.number,
            call.body,
          ),
          kind.name,
        ),
    ),
  ];
}
