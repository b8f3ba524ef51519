import { z } from 'zod';
import { requiredText } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import { refuseWithoutWorker, workerInput, workerOf } from '../shared/assign';
import {
  duplicateLink,
  refuseDuplicate,
  survivorInput,
} from '../shared/duplicate';
import { hasEntity, linksTo } from '../shared/links';
import { INCIDENTS, type Problem } from './moves';

/** Who leads the analysis: a problem of a group has no assignee that would tell. */
const ledBy = ({ data }: Problem, { actor }: ActContext) => ({
  coordinators: [...new Set([...(data.coordinators ?? []), actor.ref])],
});

/** From a suspicion to a cause that is known. */
export const analysisActions: Record<string, ActionDefinition> = {
  assess: {
    from: ['new'],
    to: 'assess',
    who: ['agent'],
    input: z.strictObject({}),
    refuse: (record: Problem, ctx) => {
      if (!hasEntity(ctx)) return { code: 'entity_required' };
      const isSeen = linksTo(ctx, INCIDENTS).length > 0;
      return isSeen || record.data.proactive
        ? undefined
        : { code: 'incident_or_proactive_required' };
    },
  },
  confirm: {
    from: ['assess'],
    to: 'rca',
    who: ['agent'],
    input: workerInput,
    refuseInput: refuseWithoutWorker,
    apply: (record: Problem, input, ctx): Effects => ({
      patch: { ...workerOf(input), data: ledBy(record, ctx) },
    }),
  },
  mark_duplicate: {
    from: ['assess'],
    to: 'closed',
    who: ['agent'],
    input: z.strictObject({ duplicateOf: survivorInput }),
    refuseInput: (record: Problem, { duplicateOf }, ctx) =>
      refuseDuplicate(record, duplicateOf, ctx, ({ open }) => open),
    apply: (_record, { duplicateOf }): Effects => ({
      patch: { data: { closeCode: 'duplicate', duplicateOf } },
      body: { closeCode: 'duplicate', duplicateOf },
      links: { add: [duplicateLink(duplicateOf)] },
    }),
  },
  cancel: {
    from: ['assess'],
    to: 'canceled',
    who: ['agent'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    apply: (_record, { reason }): Effects => ({
      patch: { data: { cancelReason: reason } },
      body: { reason },
    }),
  },
  publish_known_error: {
    from: ['rca'],
    to: 'known_error',
    who: ['agent'],
    input: z.strictObject({
      rootCause: requiredText(20_000),
      workaround: requiredText(20_000).optional(),
      noWorkaround: z.boolean().optional(),
    }),
    refuseInput: (_record, { workaround, noWorkaround }) =>
      Boolean(workaround) === Boolean(noWorkaround)
        ? { code: 'workaround_or_none_required' }
        : undefined,
    apply: (
      record: Problem,
      { rootCause, workaround, noWorkaround },
      ctx,
    ): Effects => ({
      patch: {
        data: {
          ...ledBy(record, ctx),
          rootCause,
          workaround: workaround ?? null,
          noWorkaround: Boolean(noWorkaround),
        },
      },
      body: workaround ? { workaround } : { noWorkaround: true },
    }),
  },
};
