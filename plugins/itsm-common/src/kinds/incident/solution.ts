import type { ActContext, Effects } from '../../action';
import { autoClose, noAutoClose } from '../shared/autoClose';
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

interface Solution {
  code: (typeof RESOLUTION_CODES)[number];
  notes: string;
  causeUnknown: boolean;
  withParent?: boolean;
}

/** What a solution does to an incident, whoever found it. */
export const solved = (
  record: Incident,
  resolution: Solution,
  ctx: ActContext,
): Effects => {
  // By our clocks only, of which another process may have been ahead: no time that is told moves it
  const resolvedAt = Math.max(ctx.at, record.createdAt);
  return {
    patch: {
      ...respond(record, ctx),
      resolvedAt,
      mitigatedAt: record.mitigatedAt ?? resolvedAt,
      data: { holdReason: null, resolution },
    },
    links: { remove: waitingLinks(ctx) },
    // Its manager closes a major incident
    timers: record.data.major === 'accepted' ? [] : autoClose(ctx),
  };
};

/** What taking it back does, whoever takes it. */
export const taken = (record: Incident, ctx: ActContext): Effects => ({
  patch: {
    reopenCount: record.reopenCount + 1,
    resolvedAt: null,
    data: { lastReopenedBy: ctx.actor.ref, lastReopenedAt: ctx.at },
  },
  timers: [noAutoClose],
});
