import {
  isPossible,
  type Feedback,
  type ItsmRecord,
  type KindDefinition,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../principals/Caller';
import type { Visible } from './AuthorizedRecords';
import type { Records, RecordsOptions } from './Records';

/** Basic permissions that actions possible now need and the caller does not have. */
export async function lackingPermissions(
  caller: Caller,
  kind: KindDefinition,
  record: ItsmRecord,
): Promise<Set<string>> {
  const needed = Object.values(kind.actions)
    .filter(action => action.permission && isPossible(kind, action, record))
    .map(action => action.permission!);
  const names = [...new Set(needed)];
  const granted = await caller.hasNamed(names);
  return new Set(names.filter((_, index) => !granted[index]));
}

/** Whoever may edit comments; so does the requester, who need not be able to edit. */
export const mayComment = ({
  judge,
  resource,
  capabilities,
}: Visible): boolean =>
  judge.may('update', resource) || capabilities.includes('requester');

/** What the caller may do with a record besides its actions. */
export function canOf(
  visible: Visible,
  { readOnly }: RecordsOptions,
): RecordView['can'] {
  const { kind, record, judge, resource, internal } = visible;
  const writable = !readOnly && !kind.readOnlyIn.includes(record.state);
  const comment = writable && mayComment(visible);
  return {
    edit: writable && judge.may('update', resource),
    comment,
    commentInternally: comment && internal,
  };
}

/** Whether the caller is asked if the record helped, and what the answer was. */
export async function feedbackOf(
  { knex, options }: Records,
  caller: Caller,
  { id, state }: ItsmRecord,
  feedback: Feedback,
): Promise<RecordView['feedback']> {
  const vote = await knex('votes')
    .where({ record_id: id, ref: caller.actor.ref })
    .first('helpful');
  return {
    open:
      !options.readOnly &&
      caller.actor.type === 'user' &&
      feedback.in.includes(state),
    helpful: vote ? Boolean(vote.helpful) : null,
  };
}
