import { z } from 'zod';
import { checkSchedule } from '../../calendar/checkSchedule';
import { MOST_RULE_CHARACTERS } from '../../calendar/recurrence';
import { requiredText } from '../../fields';
import { conditionInput } from '../condition';
import { definitionType } from '../DefinitionType';
import { ENTITY_FACTS } from '../entityFacts';

/** What a window is for. @public */
export const WINDOW_EFFECTS = ['freeze', 'blackout', 'maintenance'] as const;

const wallClock = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/,
    'must be a day and a time: 2026-12-20T18:00',
  );

/** @public */
export const windowSpec = z.strictObject({
  /**
   * `freeze`: nothing is changed in it. `blackout`: nothing is planned into it. `maintenance`: work is expected
   * in it.
   */
  effect: z.enum(WINDOW_EFFECTS),
  /** Told to whoever meets it. */
  reason: requiredText(500),
  /** Entities that it is about. */
  when: conditionInput,
  /** Environments that it is about. */
  environments: z.array(requiredText(63)).min(1).max(20),
  /** IANA name of the zone whose clock counts. */
  zone: requiredText(100),
  /** Wall clock of the first time. */
  start: wallClock,
  end: wallClock,
  /** How it comes again, as RFC 5545 writes it; once, if left out. */
  rule: z.string().min(1).max(MOST_RULE_CHARACTERS).optional(),
  /** It stops what it is against; else it warns. */
  hard: z.boolean(),
  /** Types of changes that it does not stop. */
  exempt: z
    .array(z.enum(['standard', 'normal', 'emergency']))
    .max(3)
    .optional(),
  /** Full refs of groups whose people may let a change through, with a reason. */
  override: z.array(requiredText(300)).max(20).optional(),
});
/** @public */
export type WindowSpec = z.infer<typeof windowSpec>;

/** Times in which changes are stopped, or expected. @public */
export const windowType = definitionType<WindowSpec>({
  name: 'window',
  plural: 'windows',
  spec: windowSpec,
  conditions: { when: ENTITY_FACTS },
  check: checkSchedule,
  refs: ({ override = [] }) => override,
  explain: ({ effect, hard, rule }) => [
    { code: `window_${effect}` },
    ...(effect === 'maintenance'
      ? []
      : [{ code: hard ? 'window_hard' : 'window_soft' }]),
    { code: rule ? 'window_again' : 'window_once' },
  ],
});
