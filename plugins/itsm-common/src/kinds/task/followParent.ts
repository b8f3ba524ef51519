import type { FollowUp, Neighbour } from '../../action';
import type { Refusal } from '../../errors';
import type { Link, LinkedRecord } from '../../link';
import type { ItsmRecord } from '../../record';

/** Ends after which nothing of the work is needed; a review's tasks are what it leaves behind. */
const isOver = ({ kind, state }: ItsmRecord) =>
  ['canceled', 'rejected'].includes(state) ||
  (kind === 'problem' && ['resolved', 'closed'].includes(state));

/** What is left of the work is not needed once its record is over. */
export const followParent = (
  _task: ItsmRecord,
  { role, incoming, record }: Neighbour,
): readonly FollowUp[] =>
  role === 'parent' && !incoming && isOver(record)
    ? [{ action: 'cancel_with_parent', input: { parent: record.number } }]
    : [];

/** Work on what is over would be done for nothing, and what is fulfilled would have an open task. */
export const refuseParent = (
  { role, ref }: Link,
  target: NonNullable<LinkedRecord['record']>,
): Refusal | undefined =>
  role === 'parent' && !target.open
    ? { code: 'parent_is_done', params: { ref, state: target.state } }
    : undefined;
