import { z } from 'zod';
import {
  approverRef,
  sharedCreateFields,
  sharedEditFields,
} from '../../fields';
import { defineKind } from '../../kind';
import type { ItsmRecord } from '../../record';
import { editedColumns, openingColumns, pickGiven } from '../../columns';
import { askedApprovers, writesContentIn } from '../shared/approval';
import { requestActions } from './actions';
import { followTask, TASKS } from './followTask';
import type { RequestData } from './types';

/**
 * ITIL 4: a request from a user that initiates a service action which has been agreed as a normal
 * part of service delivery.
 *
 * @public
 */
export const request = defineKind({
  name: 'request',
  plural: 'requests',
  prefix: 'REQ',
  dataVersion: 1,
  states: {
    submitted: { phase: 'active' },
    pending_approval: { phase: 'waiting' },
    approved: { phase: 'active' },
    in_fulfilment: { phase: 'active' },
    on_hold: { phase: 'waiting' },
    fulfilled: { phase: 'done' },
    closed: { phase: 'done' },
    rejected: { phase: 'done' },
    canceled: { phase: 'done' },
  },
  summaryFields: ['holdReason', 'partial'],
  instantFields: [],
  readOnlyIn: ['closed', 'rejected', 'canceled'],
  create: z.strictObject({
    ...sharedCreateFields,
    /** Who decides on it; without any it is approved at once. */
    approvers: z.array(approverRef).max(20).optional(),
  }),
  edit: z.strictObject(sharedEditFields),
  open: input => ({
    state: 'submitted',
    patch: openingColumns(input),
    data: pickGiven(input, ['approvers']),
    action: { name: 'route', input: {} },
  }),
  applyEdit: (record: ItsmRecord<RequestData>, input) => ({
    // Who decides reads these words, and does not hand the request to somebody else first
    ...(record.data.approvals?.length &&
      (['title', 'description', 'requester'] as const).some(
        key => input[key] !== undefined && input[key] !== record[key],
      ) && { refused: { code: 'approved_content_is_fixed' } }),
    patch: editedColumns(input),
  }),
  actions: requestActions,
  asks: [TASKS],
  onNeighbour: followTask,
  onContentChanged: writesContentIn('submitted', 'pending_approval'),
  principals: askedApprovers,
});
