import { z } from 'zod';
import {
  approverRef,
  instant,
  entityRef,
  requiredText,
  sharedCreateFields,
  sharedEditFields,
  text,
} from '../../fields';
import { defineKind } from '../../kind';
import { changeEmergencyPermission } from '../../permissions';
import type { ItsmRecord, RecordPatch } from '../../record';
import { correlation } from '../../traits';
import {
  editedColumns,
  openingColumns,
  pickGiven,
  toMillis,
} from '../../columns';
import { changeActions } from './actions';
import {
  askedApprovers,
  authorsWith,
  requestApprovals,
  voidApprovals,
} from '../shared/approval';
import { COMPLETED_REVIEW } from '../shared/reviewGate';
import { followIncident, INCIDENT_QUESTIONS } from './followIncident';
import { coveringWindows } from './frozen';
import { gated, gatedChange } from './gated';
import { revisionKey } from './revision';
import type { ChangeData } from './types';

const planFields = {
  justification: text(20_000),
  implementationPlan: text(20_000),
  backoutPlan: text(20_000),
  testPlan: text(20_000),
  revision: requiredText(200),
  artifact: requiredText(500),
  runUrl: z.url({ protocol: /^https?$/ }).max(2_000),
  approvers: z.array(approverRef).max(20),
  securityReason: text(2_000),
};

/** An edit of one of these after approval makes the approval worthless. */
const APPROVED_CONTENT = [
  'title',
  'description',
  'justification',
  'runUrl',
  'environment',
  'plannedStart',
  'plannedEnd',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
  'revision',
  'artifact',
];

/** Fixed once approval was asked for: what path it takes, for whom, and who decides. */
const FIXED_AFTER_NEW = ['type', 'requester', 'approvers'];

const DATA_FIELDS = [...Object.keys(planFields), 'type'];

/** Where a scheduled change goes back to when what was approved changes. */
function reapproval(record: ItsmRecord<ChangeData>): {
  to?: string;
  data: Partial<ChangeData>;
} {
  const stage = record.data.type === 'emergency' ? 'authorize' : 'assess';
  return {
    to: stage,
    data: {
      approvals: requestApprovals(
        { data: { ...record.data, approvals: voidApprovals(record) } },
        stage,
      ),
      // What was let through was another plan
      ...(record.data.waivedWindows && { waivedWindows: [] }),
    },
  };
}

/** States in which approved content must not change unless the change is reverted. */
const FIXED_IN = ['authorize', 'implement', 'review'];

const isApprovalPath = (record: ItsmRecord<ChangeData>) =>
  ['normal', 'emergency'].includes(record.data.type);

/**
 * ITIL 4: the addition, modification or removal of anything that could affect services.
 *
 * @public
 */
export const change = defineKind({
  name: 'change',
  plural: 'changes',
  prefix: 'CHG',
  dataVersion: 2,
  renamed: {
    fields: { windowStart: 'plannedStart', windowEnd: 'plannedEnd' },
  },
  states: {
    new: { phase: 'active' },
    assess: { phase: 'waiting' },
    authorize: { phase: 'waiting' },
    scheduled: { phase: 'waiting' },
    implement: { phase: 'active' },
    review: { phase: 'waiting' },
    closed: { phase: 'done' },
    canceled: { phase: 'done' },
  },
  summaryFields: [
    'type',
    'result',
    'closeCode',
    'selfApproved',
    'revision',
    'runUrl',
    'deployer',
    'plannedStart',
    'plannedEnd',
    'actualStart',
    'actualEnd',
  ],
  marks: { selfApproved: ({ data }) => data.selfApproved === true },
  instantFields: ['plannedStart', 'plannedEnd', 'actualStart', 'actualEnd'],
  valueTypes: {
    authors: 'entity',
    approvedBy: 'word',
    stage: 'word',
    // What a deployment tells
    changeRef: 'record',
    changeRefRefused: 'word',
    deployer: 'entity',
    outcome: 'word',
    refused: 'word',
  },
  instantOrders: [
    { fields: ['plannedStart', 'plannedEnd'], isStrict: true },
    { fields: ['actualStart', 'actualEnd'] },
  ],
  readOnlyIn: ['closed', 'canceled'],
  create: z.strictObject({
    ...sharedCreateFields,
    entities: z.array(entityRef).min(1).max(50),
    environment: requiredText(63),
    type: z.enum(['standard', 'normal', 'emergency']),
    ...z.object(planFields).partial().shape,
    plannedStart: instant.optional(),
    plannedEnd: instant.optional(),
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    type: z.enum(['standard', 'normal', 'emergency']).optional(),
    ...z.object(planFields).partial().shape,
    plannedStart: instant.nullable().optional(),
    plannedEnd: instant.nullable().optional(),
  }),
  permissions: [changeEmergencyPermission],
  createPermission: input =>
    input.type === 'emergency' ? changeEmergencyPermission.name : undefined,
  open: input => ({
    state: 'new',
    patch: openingColumns(input),
    data: {
      ...pickGiven(input, DATA_FIELDS),
      plannedStart: toMillis(input.plannedStart) ?? null,
      plannedEnd: toMillis(input.plannedEnd) ?? null,
    },
  }),
  applyEdit: (record: ItsmRecord<ChangeData>, input, ctx) => {
    const data = {
      ...pickGiven(input, DATA_FIELDS),
      ...Object.fromEntries(
        (['plannedStart', 'plannedEnd'] as const)
          .filter(key => input[key] !== undefined)
          .map(key => [key, toMillis(input[key])]),
      ),
    } as Partial<ChangeData>;
    const patch: RecordPatch = { ...editedColumns(input), data };
    // The same again is no edit
    const isEdited = (key: string) =>
      input[key] !== undefined &&
      JSON.stringify({ ...record, ...record.data }[key] ?? null) !==
        JSON.stringify({ ...patch, ...data }[key] ?? null);
    const fixed = FIXED_AFTER_NEW.filter(
      key => isEdited(key) && record.state !== 'new',
    );
    if (fixed.length > 0) {
      return {
        patch,
        refused: { code: 'fixed_after_new', params: { fields: fixed } },
      };
    }
    const touched = APPROVED_CONTENT.filter(
      key => isEdited(key) && isApprovalPath(record),
    );
    if (touched.length > 0 || isEdited('approvers') || isEdited('requester')) {
      data.authors = authorsWith(record, ctx.actor.ref, record.requester);
    }
    if (touched.length === 0) return { patch };
    if (FIXED_IN.includes(record.state)) {
      return {
        patch,
        refused: {
          code: 'approved_content_is_fixed',
          params: { fields: touched },
        },
      };
    }
    if (record.state !== 'scheduled') return { patch };
    const back = reapproval(record);
    return {
      patch: { ...patch, data: { ...data, ...back.data } },
      to: back.to,
    };
  },
  onContentChanged: (record: ItsmRecord<ChangeData>, what, ctx) => {
    if (!isApprovalPath(record)) return {};
    // Evidence of how it went, and what it has to do with
    const isWorkedOn = ['implement', 'review'].includes(record.state);
    if (what !== 'entities' && isWorkedOn) return {};
    const authors = authorsWith(record, ctx.actor.ref);
    if (FIXED_IN.includes(record.state)) {
      return { refused: { code: 'approved_content_is_fixed' } };
    }
    if (record.state !== 'scheduled') return { patch: { data: { authors } } };
    const back = reapproval(record);
    return { patch: { data: { ...back.data, authors } }, to: back.to };
  },
  actions: changeActions,
  asks: [...INCIDENT_QUESTIONS, COMPLETED_REVIEW],
  facts: [coveringWindows],
  onNeighbour: followIncident,
  principals: askedApprovers,
  traits: [
    gated(gatedChange),
    // A deployment finds the change that announced it; one that it registered itself was not announced
    correlation(({ data }: ItsmRecord<ChangeData>) =>
      data.type !== 'registration' && data.revision
        ? revisionKey(data.revision)
        : undefined,
    ),
  ],
});
