import { z } from 'zod';
import { requiredText, text, recordNumber } from '../../fields';
import type { ActionDefinition, Effects } from '../../action';
import {
  duplicateLink,
  refuseDuplicate,
  survivorInput,
} from '../shared/duplicate';
import { asLink, hasEntity, ownLinks } from '../shared/links';
import { rated } from '../shared/satisfaction';
import {
  canceledMajor,
  refuseCloseOfMajor,
  refuseReopenOfMajor,
} from './majorActions';
import { waitingLinks, type Incident } from './moves';
import { RESOLUTION_CODES, solved, taken } from './solution';

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
      causedBy: recordNumber.optional(),
      causeUnknown: z.boolean().optional(),
      /** Needed while no affected entity is linked. */
      entityUnknownReason: requiredText(500).optional(),
    }),
    refuseInput: (record: Incident, input, ctx) => {
      const isCauseLinked = ownLinks(ctx, 'causedBy').length > 0;
      if (!input.causedBy && !input.causeUnknown && !isCauseLinked) {
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
  reopen: {
    from: ['resolved'],
    to: 'in_progress',
    who: ['agent', 'requester'],
    input: z.strictObject({ reason: requiredText(2_000) }),
    refuse: refuseReopenOfMajor,
    apply: (record: Incident, input, ctx): Effects => ({
      ...taken(record, ctx),
      body: { reason: input.reason },
    }),
  },
  /** It was taken for a duplicate by mistake, and goes on where it was. */
  undo_duplicate: {
    from: ['canceled'],
    to: ['new', 'in_progress'],
    who: ['agent', 'requester'],
    when: (record: Incident) => record.data.cancelReason === 'duplicate',
    input: z.strictObject({ reason: requiredText(2_000) }),
    route: (record: Incident) => (record.assignee ? 'in_progress' : 'new'),
    apply: (record: Incident, { reason }, ctx): Effects => ({
      patch: {
        closedAt: null,
        reopenCount: record.reopenCount + 1,
        data: { cancelReason: undefined },
      },
      body: { reason },
      links: { remove: ownLinks(ctx, 'duplicateOf').map(asLink) },
    }),
  },
  close: {
    from: ['resolved'],
    to: 'closed',
    who: ['agent', 'requester', 'manager', 'system'],
    refuse: refuseCloseOfMajor,
    ...rated,
  },
  cancel: {
    from: ['new', 'in_progress', 'on_hold'],
    to: 'canceled',
    who: ['agent'],
    input: z.strictObject({
      reason: z.enum(['duplicate', 'not_an_incident', 'unnecessary']),
      /** Number of the surviving incident. */
      duplicateOf: survivorInput.optional(),
      notes: text(2_000).optional(),
    }),
    refuseInput: (record: Incident, input, ctx) => {
      if (input.reason === 'duplicate' && !input.duplicateOf) {
        return { code: 'duplicate_target_required' };
      }
      // One that is resolved already is a duplicate too; one that was canceled has nothing to say
      return input.duplicateOf
        ? refuseDuplicate(
            record,
            input.duplicateOf,
            ctx,
            ({ state }) => state !== 'canceled',
          )
        : undefined;
    },
    apply: (record: Incident, input, ctx): Effects => ({
      patch: {
        data: {
          cancelReason: input.reason,
          holdReason: null,
          ...canceledMajor(record),
        },
      },
      body: { reason: input.reason, notes: input.notes },
      links: {
        add: input.duplicateOf ? [duplicateLink(input.duplicateOf)] : [],
        remove: waitingLinks(ctx),
      },
    }),
  },
};
