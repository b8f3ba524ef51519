import { z } from 'zod';
import type { Refusal } from '../../errors';
import { requiredText, recordNumber } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import {
  assignIn,
  refuseWithoutWorker,
  workerInput,
  workerOf,
} from '../shared/assign';
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
  assign: assignIn('new', 'in_progress', 'on_hold'),
  start: {
    from: ['new', 'on_hold'],
    to: 'in_progress',
    who: ['agent'],
    input: workerInput,
    refuseInput: refuseWithoutWorker,
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        ...respond(record, ctx),
        ...workerOf(input),
        data: { holdReason: null },
      },
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
      waitsFor: recordNumber.optional(),
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
