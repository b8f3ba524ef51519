import { z } from 'zod';
import { requiredText } from '../../fields';
import type { ActionDefinition, Effects, Settings } from '../../action';
import { priorityOf, type Priority } from '../../priority';
import type { ItsmRecord, RecordPatch } from '../../record';

/** Set by `override_priority`; wins over the matrix. @public */
export interface PriorityOverride {
  priority: Priority;
  reason: string;
}

/** Data of kinds whose priority is looked up. @public */
export interface PrioritizedData extends Record<string, unknown> {
  priorityOverride?: PriorityOverride | null;
}

/** ITIL: priority follows from impact and urgency, and is typed by nobody. */
export const derivePriority = (
  { data, impact, urgency }: ItsmRecord<PrioritizedData>,
  settings: Settings,
): RecordPatch => ({
  priority:
    data.priorityOverride?.priority ??
    (impact && urgency ? priorityOf(settings.matrix, impact, urgency) : null),
});

/** A new impact or urgency asks the matrix again: an override was for the old ones. */
export const endedOverride = (
  { data }: ItsmRecord<PrioritizedData>,
  input: { impact?: unknown; urgency?: unknown },
): PrioritizedData =>
  data.priorityOverride && (input.impact || input.urgency)
    ? { priorityOverride: null }
    : {};

/** Impact and urgency say one thing, whoever answers for the outcome another. */
export const overridePriorityIn = (...from: string[]): ActionDefinition => ({
  from,
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
  apply: (record: ItsmRecord, { priority, reason }): Effects => ({
    patch: { data: { priorityOverride: { priority, reason } } },
    body: { fields: { priority: [record.priority, priority] }, reason },
  }),
});
