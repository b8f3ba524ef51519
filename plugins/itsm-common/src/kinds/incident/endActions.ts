import { z } from 'zod';
import { requiredText, text } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../kind';
import { respond, waitingLinks, type Incident } from './moves';

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
const cancelAutoClose = { name: AUTO_CLOSE, dueAt: null };

/** Times never run backwards, even when they are told late. */
const notBefore = (at: number, ...others: (number | null)[]) =>
  Math.max(at, ...others.map(other => other ?? 0));

const hasEntity = (ctx: ActContext) =>
  ctx.links.some(l => l.role === 'affected' && l.target === 'entity');

interface Solution {
  code: (typeof RESOLUTION_CODES)[number];
  notes: string;
  causeUnknown: boolean;
  withParent?: boolean;
}

/** What a solution does to an incident, whoever found it. */
const solved = (
  record: Incident,
  resolution: Solution,
  ctx: ActContext,
): Effects => ({
  patch: {
    ...respond(record, ctx),
    resolvedAt: notBefore(ctx.at, record.startedAt, record.createdAt),
    mitigatedAt: record.mitigatedAt ?? notBefore(ctx.at, record.startedAt),
    data: { holdReason: null, resolution },
  },
  links: { remove: waitingLinks(ctx) },
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
});

const taken = (record: Incident, ctx: ActContext): Effects => ({
  patch: {
    reopenCount: record.reopenCount + 1,
    resolvedAt: null,
    data: { lastReopenedBy: ctx.actor.ref, lastReopenedAt: ctx.at },
  },
  timers: [cancelAutoClose],
});

/** How it ends, and how it comes back. */
export const endActions: Record<string, ActionDefinition> = {
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
    apply: (record: Incident, input, ctx): Effects => {
      const { code, notes, causedBy, entityUnknownReason } = input;
      const causeUnknown = Boolean(input.causeUnknown);
      const effects = solved(record, { code, notes, causeUnknown }, ctx);
      return {
        ...effects,
        patch: {
          ...effects.patch,
          data: {
            ...effects.patch?.data,
            ...(entityUnknownReason && { entityUnknownReason }),
          },
        },
        body: { code, notes, causedBy },
        links: {
          ...effects.links,
          add: causedBy
            ? [{ role: 'causedBy', target: 'record', ref: causedBy }]
            : [],
        },
      };
    },
  },
  /** Its parent is resolved, and so is it. */
  resolve_with_parent: {
    from: ['new', 'in_progress', 'on_hold'],
    to: 'resolved',
    who: ['system'],
    input: z.strictObject({
      parent: requiredText(40),
      code: z.enum(RESOLUTION_CODES),
      notes: requiredText(20_000).optional(),
    }),
    apply: (record: Incident, { code, notes = '', parent }, ctx): Effects => ({
      ...solved(
        record,
        { code, notes, causeUnknown: true, withParent: true },
        ctx,
      ),
      body: { code, parent, ...(notes && { notes }) },
    }),
  },
  reopen: {
    from: ['resolved'],
    to: 'in_progress',
    who: ['agent', 'requester'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (record: Incident, input, ctx): Effects => ({
      ...taken(record, ctx),
      body: { reason: input.reason },
    }),
  },
  /** An agent took its parent back, with which it was resolved. */
  reopen_with_parent: {
    from: ['resolved'],
    to: 'in_progress',
    who: ['system'],
    input: z.strictObject({ parent: requiredText(40) }),
    refuse: (record: Incident) =>
      record.data.resolution?.withParent
        ? undefined
        : { code: 'not_resolved_with_parent' },
    apply: (record: Incident, { parent }, ctx): Effects => ({
      ...taken(record, ctx),
      body: { parent },
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
};
