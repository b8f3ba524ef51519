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
import {
  derivePriority,
  endedOverride,
  type PrioritizedData,
} from '../shared/priority';
import { problemActions } from './actions';
import { followNeighbour } from './followNeighbour';
import { INCIDENTS, KNOWN_ERRORS } from './moves';

/** How a problem ended. @public */
export type ProblemCloseCode = 'fix_applied' | 'risk_accepted' | 'duplicate';

/** Fields of a problem beyond the shared columns. @public */
export interface ProblemData extends PrioritizedData {
  /** Looked for before it broke anything: needs no incident. */
  proactive?: boolean;
  /** The answers of the five whys (Toyota's method), the first one first. */
  whys?: string[];
  contributingFactors?: string[];
  /** Who confirmed it or published what was found: none of them accepts the risk. */
  coordinators?: string[];
  rootCause?: string;
  /** What reduces the impact while there is no fix. */
  workaround?: string | null;
  /** It was looked for, and there is none. */
  noWorkaround?: boolean;
  /** Code by which the error shows itself, as users see it. */
  errorCode?: string;
  fixNotes?: string;
  verification?: string;
  closeCode?: ProblemCloseCode | null;
  /** Number of the problem that stays. */
  duplicateOf?: string | null;
  cancelReason?: string | null;
  riskReason?: string | null;
  /** Who accepted the risk. */
  riskApprover?: string | null;
  /** When that is looked at again. */
  riskReviewAt?: number | null;
}

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
  tells: { states: ['known_error'], fields: ['workaround'] },
});
