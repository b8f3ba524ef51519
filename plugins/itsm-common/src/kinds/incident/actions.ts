import { z } from 'zod';
import type { Refusal } from '../../errors';
import { groupRef, requiredText, text, userRef } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../kind';
import type { ItsmRecord, RecordPatch } from '../../record';
import type { IncidentData } from './incident';

type Incident = ItsmRecord<IncidentData>;

/** Why an incident was resolved. @public */
export const RESOLUTION_CODES = [
  'fixed',
  'workaround',
  'by_change',
  'by_problem',
  'by_requester',
  'not_reproducible',
  'no_fault_found',
] as const;

const AUTO_CLOSE = 'auto_close';

/** The first response stops the response clock once. */
const respond = (record: Incident, ctx: ActContext): RecordPatch =>
  record.acknowledgedAt === null ? { acknowledgedAt: ctx.at } : {};

/** Times never run backwards, even when they are told late. */
const notBefore = (at: number, ...others: (number | null)[]) =>
  Math.max(at, ...others.map(other => other ?? 0));

const hasEntity = (ctx: ActContext) =>
  ctx.links.some(l => l.role === 'affected' && l.target === 'entity');

const cancelAutoClose = { name: AUTO_CLOSE, dueAt: null };

export const incidentActions: Record<string, ActionDefinition> = {
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
  resolve: {
    from: ['new', 'in_progress', 'on_hold'],
    to: 'resolved',
    who: ['agent', 'system'],
    input: z.strictObject({
      code: z.enum(RESOLUTION_CODES),
      notes: requiredText(20_000),
      /** Number of the record that caused it; or say that the cause is unknown. */
      causedBy: requiredText(40).optional(),
      causeUnknown: z.boolean().optional(),
      /** Needed while no affected entity is linked. */
      entityUnknownReason: requiredText(500).optional(),
    }),
    refuseInput: (record: Incident, input, ctx) => {
      const linkedCause = ctx.links.some(
        l => l.role === 'causedBy' && !l.incoming,
      );
      if (!input.causedBy && !input.causeUnknown && !linkedCause) {
        return { code: 'cause_required' };
      }
      if (input.causedBy === record.number) return { code: 'cause_is_itself' };
      return hasEntity(ctx) ||
        record.data.entityUnknownReason ||
        input.entityUnknownReason
        ? undefined
        : { code: 'entity_required' };
    },
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        ...respond(record, ctx),
        resolvedAt: notBefore(ctx.at, record.startedAt, record.createdAt),
        mitigatedAt: record.mitigatedAt ?? notBefore(ctx.at, record.startedAt),
        data: {
          holdReason: null,
          resolution: {
            code: input.code,
            notes: input.notes,
            causeUnknown: Boolean(input.causeUnknown),
          },
          ...(input.entityUnknownReason && {
            entityUnknownReason: input.entityUnknownReason,
          }),
        },
      },
      body: { code: input.code, notes: input.notes, causedBy: input.causedBy },
      links: {
        add: input.causedBy
          ? [{ role: 'causedBy', target: 'record', ref: input.causedBy }]
          : [],
        remove: waitingLinks(ctx),
      },
      timers:
        ctx.policy.autoCloseMs > 0
          ? [
              {
                name: AUTO_CLOSE,
                action: 'close',
                dueAt: ctx.at + ctx.policy.autoCloseMs,
              },
            ]
          : [],
    }),
  },
  reopen: {
    from: ['resolved'],
    to: 'in_progress',
    who: ['agent', 'requester'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        reopenCount: record.reopenCount + 1,
        resolvedAt: null,
        data: {
          lastReopenedBy: ctx.actor.ref,
          lastReopenedAt: ctx.at,
        },
      },
      body: { reason: input.reason },
      timers: [cancelAutoClose],
    }),
  },
  close: {
    from: ['resolved'],
    to: 'closed',
    who: ['agent', 'requester', 'system'],
    input: z.strictObject({
      satisfaction: z.number().int().min(1).max(5).optional(),
    }),
    refuseInput: (record: Incident, input, ctx) =>
      input.satisfaction && ctx.actor.ref !== record.requester
        ? { code: 'satisfaction_is_the_requesters' }
        : undefined,
    apply: (_record, input): Effects => ({
      patch: input.satisfaction
        ? { data: { satisfaction: input.satisfaction } }
        : {},
      timers: [cancelAutoClose],
    }),
  },
  cancel: {
    from: ['new', 'in_progress', 'on_hold'],
    to: 'canceled',
    who: ['agent'],
    input: z.strictObject({
      reason: z.enum(['duplicate', 'not_an_incident', 'unnecessary']),
      /** Number of the surviving incident. */
      duplicateOf: requiredText(40).optional(),
      notes: text(2_000).optional(),
    }),
    refuseInput: (record: Incident, input, ctx) => {
      if (input.reason === 'duplicate' && !input.duplicateOf) {
        return { code: 'duplicate_target_required' };
      }
      if (input.duplicateOf === record.number) {
        return { code: 'duplicate_of_itself' };
      }
      const target = ctx.targets.get(input.duplicateOf);
      return target && target.kind !== record.kind
        ? { code: 'duplicate_of_wrong_kind' }
        : undefined;
    },
    apply: (_record, input, ctx): Effects => ({
      patch: { data: { cancelReason: input.reason, holdReason: null } },
      body: { reason: input.reason, notes: input.notes },
      links: {
        add: input.duplicateOf
          ? [{ role: 'duplicateOf', target: 'record', ref: input.duplicateOf }]
          : [],
        remove: waitingLinks(ctx),
      },
    }),
  },
  override_priority: {
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
  },
};

function waitingLinks(ctx: ActContext) {
  return ctx.links
    .filter(link => link.role === 'waitsFor' && !link.incoming)
    .map(({ role, target, ref }) => ({ role, target, ref }));
}
