import {
  feedback,
  type ItsmRecord,
  type KindDefinition,
  type RecordView,
} from 'backstage-plugin-itsm-common';
import type { Caller } from '../access/Caller';
import type { Records } from '../records/Records';
import type { RecordsOptions } from '../records/RecordsOptions';
import { mayComment, type Visible } from './visibleRecords';

/** What the caller may do with a record besides its actions. */
export function canOf(
  visible: Visible,
  { readOnly }: RecordsOptions,
): RecordView['can'] {
  const { kind, record, judge, resource, internal, capabilities } = visible;
  const writable = !readOnly && !kind.readOnlyIn.includes(record.state);
  const comment = writable && mayComment(visible);
  return {
    edit: writable && judge.may('update', resource),
    comment,
    commentInternally: comment && internal,
    watch: !readOnly,
    consent: !readOnly && capabilities.includes('agent'),
  };
}

/** Of a kind that asks its readers: whether the caller is asked if the record helped, and what the answer was. */
export async function feedbackOf(
  { knex, options }: Records,
  caller: Caller,
  { id, state }: ItsmRecord,
  kind: KindDefinition,
): Promise<RecordView['feedback'] | undefined> {
  const asked = feedback.of(kind);
  if (!asked) return undefined;
  const vote = await knex('votes')
    .where({ record_id: id, ref: caller.actor.ref })
    .first('helpful');
  return {
    open:
      !options.readOnly &&
      caller.actor.type === 'user' &&
      asked.in.includes(state),
    helpful: vote ? Boolean(vote.helpful) : null,
  };
}
