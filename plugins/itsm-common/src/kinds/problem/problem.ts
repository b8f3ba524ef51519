import { z } from 'zod';
import {
  requiredText,
  severityFields,
  sharedCreateFields,
  sharedEditFields,
  text,
} from '../../fields';
import { defineKind } from '../../kind';
import type { ItsmRecord } from '../../record';
import { editedColumns, openingColumns, pickGiven } from '../../columns';
import { derivePriority, endedOverride } from '../shared/priority';
import { problemActions } from './actions';
import { followNeighbour } from './followNeighbour';
import { INCIDENTS, KNOWN_ERRORS } from './moves';
import type { ProblemData } from './types';

const analysisFields = {
  whys: z.array(requiredText(2_000)).max(5),
  contributingFactors: z.array(requiredText(500)).max(20),
  rootCause: text(20_000),
  errorCode: requiredText(200),
};
const DATA = [...Object.keys(analysisFields), 'workaround', 'proactive'];

/**
 * ITIL 4: a cause, or potential cause, of one or more incidents. A known error is a problem that
 * has been analysed but has not been resolved.
 *
 * @public
 */
export const problem = defineKind({
  name: 'problem',
  plural: 'problems',
  prefix: 'PRB',
  dataVersion: 1,
  renamed: { actions: { hear_of_fix: 'note_fix' } },
  states: {
    new: { phase: 'active' },
    assess: { phase: 'active' },
    rca: { phase: 'active' },
    known_error: { phase: 'waiting' },
    fix_in_progress: { phase: 'active' },
    resolved: { phase: 'done' },
    closed: { phase: 'done' },
    canceled: { phase: 'done' },
  },
  summaryFields: ['closeCode', 'workaround', 'noWorkaround', 'proactive'],
  stateSets: { knownErrors: KNOWN_ERRORS },
  linkCounts: { incidents: { role: 'causedBy', from: 'incident' } },
  instantFields: ['riskReviewAt'],
  numberFields: ['duplicateOf'],
  valueTypes: { closeCode: 'word' },
  readOnlyIn: ['closed', 'canceled'],
  create: z.strictObject({
    ...sharedCreateFields,
    ...z.object(severityFields).partial().shape,
    ...z.object(analysisFields).partial().shape,
    proactive: z.boolean().optional(),
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    ...z.object(severityFields).partial().shape,
    ...z.object(analysisFields).partial().shape,
    proactive: z.boolean().optional(),
    workaround: text(20_000).nullable().optional(),
  }),
  open: input => ({
    state: 'new',
    patch: openingColumns(input, 'impact', 'urgency'),
    data: pickGiven(input, DATA),
  }),
  derive: derivePriority,
  applyEdit: (record: ItsmRecord<ProblemData>, input) => {
    const isPublished = ['known_error', 'fix_in_progress'].includes(
      record.state,
    );
    const takesAway = (field: 'rootCause' | 'workaround') =>
      record.data[field] &&
      input[field] !== undefined &&
      !/\S/.test(input[field] ?? '');
    return {
      // Incidents rely on what was published
      ...(isPublished &&
        (takesAway('rootCause') || takesAway('workaround')) && {
          refused: { code: 'known_error_needs_it' },
        }),
      patch: {
        ...editedColumns(input, 'impact', 'urgency'),
        data: {
          ...pickGiven(input, DATA),
          ...(input.workaround && { noWorkaround: false }),
          ...endedOverride(record, input),
        },
      },
    };
  },
  actions: problemActions,
  asks: [INCIDENTS],
  onNeighbour: followNeighbour,
  notifiesLinkedOn: { states: ['known_error'], fields: ['workaround'] },
});
