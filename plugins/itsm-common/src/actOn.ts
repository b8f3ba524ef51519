import type { ActContext } from './action';
import { LifecycleError } from './errors';
import type { KindDefinition } from './kind';
import { act, type Outcome } from './lifecycle';
import type { ItsmRecord } from './record';

/** An action that follows from what a record is now. @public */
export interface Move {
  action: string;
  input: object;
  /** Where the record refuses it, that is where it ends. */
  isOptional?: true;
}

/** More than any lifecycle has: what goes on after it goes around in a circle. */
const MOST_MOVES = 20;

/**
 * Performs one action after the other until there is no next one: one outcome, to be committed at once.
 * Pure, as `act` is.
 *
 * @param from - an outcome that is not committed yet, or a record as it is
 * @throws as `act`, for an action that is not optional
 * @public
 */
export function actOn(
  kind: KindDefinition,
  from: Outcome,
  next: (record: ItsmRecord) => Move | undefined,
  ctx: ActContext,
): Outcome {
  let outcome = from;
  for (let moves = 0; moves < MOST_MOVES; moves += 1) {
    const move = next(outcome.record);
    if (!move) return outcome;
    try {
      const { action, input } = move;
      outcome = joined(outcome, act(kind, outcome.record, action, input, ctx));
    } catch (error) {
      if (!move.isOptional || !(error instanceof LifecycleError)) throw error;
      return outcome;
    }
  }
  throw new Error(`${from.record.number} goes around in a circle`);
}

/** Two outcomes as one: of a timer the later setting counts. */
function joined(first: Outcome, second: Outcome): Outcome {
  const set = new Set(second.timers.map(({ name }) => name));
  return {
    record: second.record,
    entries: [...first.entries, ...second.entries],
    links: {
      add: [...first.links.add, ...second.links.add],
      remove: [...first.links.remove, ...second.links.remove],
    },
    timers: [
      ...first.timers.filter(({ name }) => !set.has(name)),
      ...second.timers,
    ],
  };
}
