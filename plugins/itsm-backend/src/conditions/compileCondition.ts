import {
  evaluateFilterPredicate,
  parseFilterPredicate,
} from '@backstage/filter-predicates';
import type { JsonValue } from '@backstage/types';
import {
  checkCondition,
  type Condition,
  type ConditionFacts,
} from 'backstage-plugin-itsm-common';

/** The facts of one case, by name; one that is left out does not exist. */
export type CaseFacts = Readonly<Record<string, JsonValue | undefined>>;

/** Whether it holds for one case. */
export type Matcher = (facts: CaseFacts) => boolean;

/**
 * Makes a condition ready to be asked many times.
 *
 * @throws Error when it is invalid: it would be false in silence
 */
export function compileCondition(
  known: ConditionFacts,
  condition: Condition,
): Matcher {
  const [problem] = checkCondition(known, condition);
  if (problem) throw new Error(`${problem.path}: ${problem.message}`);
  const predicate = parseFilterPredicate(condition);
  return facts => evaluateFilterPredicate(predicate, facts);
}
