import { z } from 'zod';
import { requiredText, recordNumber } from '../../fields';
import type { ActContext, ActionDefinition, Effects } from '../../action';
import type { LinkedRecord } from '../../link';
import { ownLinks } from '../shared/links';
import type { Problem } from './moves';

/** A change that went well, or a task that was done. */
const isApplied = ({ record }: LinkedRecord) =>
  record?.kind === 'change'
    ? record.fields?.closeCode === 'successful'
    : record?.state === 'completed';

const isFixKind = (kind: string) => ['change', 'task'].includes(kind);

const openFixes = (ctx: ActContext) =>
  ownLinks(ctx, 'fixedBy').filter(link => link.record?.open);

/** From a cause that is known to its end. */
export const fixActions: Record<string, ActionDefinition> = {
  start_fix: {
    from: ['rca', 'known_error'],
    to: 'fix_in_progress',
    who: ['agent'],
    input: z.strictObject({
      rootCause: requiredText(20_000).optional(),
      /** Number of the change or task that is to remove the cause. */
      fixedBy: recordNumber.optional(),
    }),
    refuseInput: (record: Problem, { rootCause, fixedBy }, ctx) => {
      if (!rootCause && !record.data.rootCause) {
        return { code: 'root_cause_required' };
      }
      const target = ctx.targets.get(fixedBy);
      if (target && !isFixKind(target.kind)) {
        return { code: 'fix_of_wrong_kind' };
      }
      return fixedBy || ownLinks(ctx, 'fixedBy').length > 0
        ? undefined
        : { code: 'fix_required' };
    },
    apply: (_record, { rootCause, fixedBy }): Effects => ({
      patch: rootCause ? { data: { rootCause } } : {},
      body: { fixedBy },
      links: fixedBy
        ? { add: [{ role: 'fixedBy', target: 'record', ref: fixedBy }] }
        : {},
    }),
  },
  /** One of its fixes ended; the coordinator hears of it with the last one. */
  note_fix: {
    from: ['fix_in_progress'],
    who: ['system'],
    verb: 'reminded',
    input: z.strictObject({ fix: recordNumber }),
    refuse: (_record, ctx) =>
      openFixes(ctx).length > 0 ? { code: 'fix_is_open' } : undefined,
    apply: (_record, { fix }): Effects => ({ body: { fix } }),
  },
  resolve: {
    from: ['fix_in_progress'],
    to: 'resolved',
    who: ['agent'],
    input: z.strictObject({ fixNotes: requiredText(20_000) }),
    refuse: (_record, ctx) => {
      if (openFixes(ctx).length > 0) return { code: 'fix_is_open' };
      return ownLinks(ctx, 'fixedBy').some(isApplied)
        ? undefined
        : { code: 'applied_fix_required' };
    },
    apply: (_record, { fixNotes }, ctx): Effects => ({
      patch: {
        resolvedAt: ctx.at,
        data: { fixNotes, closeCode: 'fix_applied' },
      },
      body: { fixNotes },
    }),
  },
  close: {
    from: ['resolved'],
    to: 'closed',
    who: ['agent'],
    input: z.strictObject({ verification: requiredText(5_000) }),
    apply: (_record, { verification }): Effects => ({
      patch: { data: { verification } },
      body: { verification },
    }),
  },
};
