import { z } from 'zod';
import {
  pastInstant,
  requiredText,
  severityFields,
  sharedCreateFields,
  sharedEditFields,
} from '../../fields';
import { InvalidInputError } from '../../errors';
import { defineKind } from '../../kind';
import type { ItsmRecord } from '../../record';
import { outage } from '../../traits';
import { editedColumns, openingColumns, toMillis } from '../../columns';
import { derivePriority, endedOverride } from '../shared/priority';
import { COMPLETED_REVIEW } from '../shared/reviewGate';
import { incidentActions } from './actions';
import { followNeighbour } from './followNeighbour';
import { MAJOR } from './majorActions';
import type { IncidentData } from './types';

/**
 * ITIL 4: an unplanned interruption to a service or reduction in its quality.
 *
 * @public
 */
export const incident = defineKind({
  name: 'incident',
  plural: 'incidents',
  prefix: 'INC',
  dataVersion: 1,
  renamed: {
    actions: { hear_of_risk: 'note_accepted_risk' },
  },
  states: {
    new: { phase: 'active' },
    in_progress: { phase: 'active' },
    on_hold: { phase: 'waiting' },
    resolved: { phase: 'done' },
    closed: { phase: 'done' },
    canceled: { phase: 'done' },
  },
  lifecycles: { major: MAJOR },
  summaryFields: ['holdReason', 'major'],
  instantFields: ['lastReopenedAt', 'majorSince'],
  valueTypes: { holdReason: 'word', closeCode: 'word' },
  instantOrders: [
    {
      fields: [
        'startedAt',
        'detectedAt',
        'acknowledgedAt',
        'mitigatedAt',
        'resolvedAt',
      ],
    },
  ],
  readOnlyIn: ['closed', 'canceled'],
  traits: [outage({ notIn: ['canceled'] })],
  create: z.strictObject({
    ...sharedCreateFields,
    description: requiredText(20_000),
    ...severityFields,
    /** Needed when no entity is named. */
    entityUnknownReason: requiredText(500).optional(),
    startedAt: pastInstant.optional(),
    detectedAt: pastInstant.optional(),
  }),
  edit: z.strictObject({
    ...sharedEditFields,
    impact: severityFields.impact.optional(),
    urgency: severityFields.urgency.optional(),
    startedAt: pastInstant.nullable().optional(),
    detectedAt: pastInstant.nullable().optional(),
    mitigatedAt: pastInstant.nullable().optional(),
  }),
  open: (input, ctx) => {
    if (!input.entities?.length && !input.entityUnknownReason) {
      throw new InvalidInputError(
        'Name an affected entity, or say why it is unknown.',
        { fields: ['entities', 'entityUnknownReason'] },
        'entity_required',
      );
    }
    return {
      state: 'new',
      patch: {
        ...openingColumns(input, 'impact', 'urgency'),
        startedAt: toMillis(input.startedAt) ?? null,
        detectedAt: toMillis(input.detectedAt) ?? ctx.at,
      },
      data: input.entityUnknownReason
        ? { entityUnknownReason: input.entityUnknownReason }
        : {},
    };
  },
  derive: derivePriority,
  applyEdit: (record: ItsmRecord<IncidentData>, input) => ({
    patch: {
      ...editedColumns(input, 'impact', 'urgency'),
      ...Object.fromEntries(
        (['startedAt', 'detectedAt', 'mitigatedAt'] as const)
          .filter(key => input[key] !== undefined)
          .map(key => [key, toMillis(input[key])]),
      ),
      data: endedOverride(record, input),
    },
  }),
  actions: incidentActions,
  asks: [COMPLETED_REVIEW],
  onNeighbour: followNeighbour,
  notifiesLinkedOn: { states: ['in_progress'], fields: ['priority'] },
  onComment: (record: ItsmRecord<IncidentData>, { audience }, ctx) => {
    const fromRequester = ctx.actor.ref === record.requester;
    if (
      fromRequester &&
      record.state === 'on_hold' &&
      record.data.holdReason === 'requester'
    ) {
      return { action: { name: 'wake', input: {} } };
    }
    const firstResponse =
      record.acknowledgedAt === null &&
      audience === 'public' &&
      !fromRequester &&
      ctx.capabilities.has('agent');
    return firstResponse ? { patch: { acknowledgedAt: ctx.at } } : undefined;
  },
});
