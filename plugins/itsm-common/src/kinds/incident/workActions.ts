import { z } from 'zod';
import type { Refusal } from '../../errors';
import { groupRef, requiredText, text, userRef } from '../../fields';
import type { ActionDefinition, Effects } from '../../kind';
import { respond, waitingLinks, type Incident } from './moves';

/** While it is open: who works on it, and what it waits for. */
export const workActions: Record<string, ActionDefinition> = {
  acknowledge: {
    from: ['new', 'in_progress', 'on_hold'],
    who: ['agent'],
    verb: 'acknowledged',
    input: z.strictObject({}),
    refuse: (record: Incident, ctx): Refusal | undefined => {
      if (record.acknowledgedAt !== null)
        return { code: 'already_acknowledged' };
      return ctx.actor.ref === record.requester
        ? { code: 'actor_is_requester' }
        : undefined;
    },
    apply: (record: Incident, _input, ctx): Effects => ({
      patch: respond(record, ctx),
    }),
  },
  assign: {
    from: ['new', 'in_progress', 'on_hold'],
    who: ['agent'],
    verb: 'assigned',
    input: z.strictObject({
      assignee: userRef.nullable().optional(),
      assignmentGroup: groupRef.nullable().optional(),
    }),
    refuseInput: (_record, input) =>
      input.assignee === undefined && input.assignmentGroup === undefined
        ? { code: 'nothing_to_assign' }
        : undefined,
    apply: (record: Incident, input): Effects => ({
      patch: {
        ...(input.assignee !== undefined && { assignee: input.assignee }),
        ...(input.assignmentGroup !== undefined && {
          assignmentGroup: input.assignmentGroup,
        }),
      },
      body: {
        ...(input.assignee !== undefined && {
          assignee: [record.assignee, input.assignee],
        }),
        ...(input.assignmentGroup !== undefined && {
          assignmentGroup: [record.assignmentGroup, input.assignmentGroup],
        }),
      },
    }),
  },
  start: {
    from: ['new', 'on_hold'],
    to: 'in_progress',
    who: ['agent'],
    input: z.strictObject({
      assignee: userRef.optional(),
      assignmentGroup: groupRef.optional(),
    }),
    refuseInput: (record: Incident, input) =>
      input.assignee ||
      input.assignmentGroup ||
      record.assignee ||
      record.assignmentGroup
        ? undefined
        : { code: 'assignee_required' },
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        ...respond(record, ctx),
        ...(input.assignee && { assignee: input.assignee }),
        ...(input.assignmentGroup && {
          assignmentGroup: input.assignmentGroup,
        }),
        data: { holdReason: null },
      },
      links: { remove: waitingLinks(ctx) },
    }),
  },
  /** The awaited person answered, or the awaited record is done. */
  wake: {
    from: ['on_hold'],
    to: 'in_progress',
    who: ['system'],
    input: z.strictObject({ by: text(100).optional() }),
    apply: (record: Incident, input, ctx): Effects => ({
      patch: { data: { holdReason: null } },
      body: { holdReason: record.data.holdReason, by: input.by },
      links: { remove: waitingLinks(ctx) },
    }),
  },
  hold: {
    from: ['new', 'in_progress'],
    to: 'on_hold',
    who: ['agent'],
    input: z.strictObject({
      reason: z.enum(['requester', 'vendor', 'change', 'problem']),
      comment: requiredText(20_000).optional(),
      /** Number of the change or problem that is awaited. */
      waitsFor: requiredText(40).optional(),
    }),
    refuseInput: (_record, input, ctx) => {
      if (input.reason === 'requester' && !input.comment) {
        return { code: 'comment_required' };
      }
      const needsRecord = ['change', 'problem'].includes(input.reason);
      if (needsRecord && !input.waitsFor) {
        return { code: 'waits_for_required', params: { kind: input.reason } };
      }
      if (!needsRecord) {
        return input.waitsFor ? { code: 'waits_for_not_expected' } : undefined;
      }
      const target = ctx.targets.get(input.waitsFor);
      if (target && target.kind !== input.reason) {
        return { code: 'waits_for_wrong_kind', params: { kind: input.reason } };
      }
      return target && !target.open
        ? { code: 'waits_for_is_done', params: { ref: input.waitsFor } }
        : undefined;
    },
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        // The comment that comes with it is a first public answer like any other.
        ...(input.comment ? respond(record, ctx) : {}),
        data: { holdReason: input.reason },
      },
      body: { reason: input.reason, waitsFor: input.waitsFor },
      entries: input.comment
        ? [
            {
              verb: 'commented',
              audience: 'public',
              body: { text: input.comment },
            },
          ]
        : [],
      links: input.waitsFor
        ? { add: [{ role: 'waitsFor', target: 'record', ref: input.waitsFor }] }
        : {},
    }),
  },
};

/** Impact and urgency say one thing, whoever answers for the outcome another. */
export const overridePriority: ActionDefinition = {
  from: ['new', 'in_progress', 'on_hold'],
  who: ['manager'],
  verb: 'edited',
  input: z.strictObject({
    priority: z.union([
      z.literal(1),
      z.literal(2),
      z.literal(3),
      z.literal(4),
      z.literal(5),
    ]),
    reason: requiredText(2_000),
  }),
  apply: (record: Incident, input): Effects => ({
    patch: {
      data: {
        priorityOverride: { priority: input.priority, reason: input.reason },
      },
    },
    body: {
      fields: { priority: [record.priority, input.priority] },
      reason: input.reason,
    },
  }),
};
