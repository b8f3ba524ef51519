import type { ItsmRecord } from './record';
import { trait } from './trait';

/**
 * Readers of a kind say whether a record helped them; the counts are its `helpful` and `notHelpful`.
 *
 * @public
 */
export interface Feedback {
  /** States in which somebody relies on what it says. */
  in: readonly string[];
  /** What is opened when somebody says what was missing; the input is of the other kind's `create`. */
  opens: (
    record: ItsmRecord<any>,
    missing: string,
  ) => { kind: string; input: Record<string, unknown> };
}

/** Readers of a kind without it are not asked. @public */
export const feedback = trait<Feedback>('feedback');

/**
 * While a record lasts something is broken: from `startedAt`, or its creation, to `resolvedAt`. In the states
 * `notIn` it turned out to be none. Records of a kind without it say nothing of that.
 *
 * @public
 */
export const outage = trait<{ notIn: readonly string[] }>('outage');

/**
 * A word of at most 100 characters by which an event from outside finds the record, by an index;
 * what has the same word may still be meant or not.
 *
 * @public
 */
export const correlation =
  trait<(record: ItsmRecord<any>) => string | undefined>('correlation');
