import type { Condition, ConditionFacts } from 'backstage-plugin-itsm-common';
import { compileCondition, type Matcher } from './compileCondition';

/**
 * Compiles the condition of a definition when it is asked first; what was made of it is forgotten with it. A definition
 * that has not changed is the same object in the next snapshot.
 */
export function matchersOver(
  facts: ConditionFacts,
): (active: { spec: { when: Condition } }) => Matcher {
  const made = new WeakMap<object, Matcher>();
  return active => {
    const known = made.get(active);
    if (known) return known;
    const matcher = compileCondition(facts, active.spec.when);
    made.set(active, matcher);
    return matcher;
  };
}
