import { z } from 'zod';
import type { Refusal } from '../../errors';
import { requiredText, userRef } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import { ownLinks } from '../shared/links';
import { refuseUnreviewed } from '../shared/reviewGate';
import type { Incident } from './moves';

/** The second lifecycle of an incident: an immediate, coordinated response, or the wish for one. */
export const MAJOR = {
  none: { phase: 'done' },
  proposed: { phase: 'waiting' },
  accepted: { phase: 'active' },
  rejected: { phase: 'done' },
  canceled: { phase: 'done' },
} as const;

const OPEN = ['new', 'in_progress', 'on_hold'];
const isAccepted = (record: Incident) => record.data.major === 'accepted';
const whileOpen = (record: Incident) => OPEN.includes(record.state);
const reasonInput = z.strictObject({ reason: requiredText(5_000) });

/** A child is dealt with by its parent, which can be proposed instead. */
const refuseChild = (_record: Incident, ctx: ActContext) =>
  ownLinks(ctx, 'parent').length > 0
    ? { code: 'major_is_no_child' }
    : undefined;

/** From the proposal to the decision, which a manager makes. */
export const majorActions: Record<string, ActionDefinition> = {
  propose_major: {
    lifecycle: 'major',
    // What was rejected may have become worse since
    from: ['none', 'rejected', 'canceled'],
    to: 'proposed',
    who: ['agent'],
    when: whileOpen,
    input: z.strictObject({
      businessImpact: requiredText(5_000),
      reason: requiredText(5_000),
    }),
    refuse: refuseChild,
    apply: (_record, { businessImpact, reason }): Effects => ({
      patch: { data: { businessImpact } },
      body: { businessImpact, reason },
    }),
  },
  accept_major: {
    lifecycle: 'major',
    from: ['proposed'],
    to: 'accepted',
    who: ['manager'],
    when: whileOpen,
    input: z.strictObject({
      /** Leads the response. */
      commander: userRef,
      /** Tells those who are affected. */
      communicator: userRef.optional(),
      /** Writes down what happens. */
      scribe: userRef.optional(),
    }),
    refuse: refuseChild,
    apply: (_record, roles, ctx): Effects => ({
      patch: { data: { ...roles, majorSince: ctx.at } },
      body: roles,
    }),
  },
  reject_major: {
    lifecycle: 'major',
    from: ['proposed'],
    to: 'rejected',
    who: ['manager'],
    input: reasonInput,
    apply: (_record, { reason }): Effects => ({ body: { reason } }),
  },
  withdraw_major: {
    lifecycle: 'major',
    from: ['proposed'],
    to: 'canceled',
    who: ['agent'],
    input: reasonInput,
    apply: (_record, { reason }): Effects => ({ body: { reason } }),
  },
};

/** A major incident ends with its manager, after a review. */
export function refuseCloseOfMajor(
  record: Incident,
  ctx: ActContext,
): Refusal | undefined {
  if (!isAccepted(record)) return undefined;
  return ctx.capabilities.has('manager')
    ? refuseUnreviewed(ctx)
    : { code: 'major_closed_by_manager' };
}

/** Whoever leads the response decides that it goes on. */
export const refuseReopenOfMajor = (
  record: Incident,
  ctx: ActContext,
): Refusal | undefined =>
  isAccepted(record) && !ctx.capabilities.has('agent')
    ? { code: 'major_reopened_by_agents' }
    : undefined;

/** What happens to the second lifecycle when the incident is canceled. */
export const canceledMajor = (record: Incident) =>
  ['proposed', 'accepted'].includes(record.data.major ?? 'none')
    ? { major: 'canceled' as const }
    : {};
