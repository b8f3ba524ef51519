import { checkCondition } from './condition';
import type { DefinitionProblem, DefinitionType } from './DefinitionType';

/** More problems than this help nobody. */
const MOST_PROBLEMS = 20;

/**
 * Everything that is wrong with what a definition says, on save and on load alike; empty when it is right.
 *
 * @public
 */
export function checkDefinition(
  type: DefinitionType,
  spec: unknown,
): DefinitionProblem[] {
  const parsed = type.spec.safeParse(spec);
  if (!parsed.success) {
    return parsed.error.issues.slice(0, MOST_PROBLEMS).map(issue => ({
      path: issue.path.map(String).join('.').slice(0, 200),
      code: 'invalid_input',
      message: issue.message.slice(0, 200),
      params: {},
    }));
  }
  const conditions = Object.entries(type.conditions).flatMap(([name, facts]) =>
    parsed.data[name] === undefined
      ? []
      : checkCondition(facts, parsed.data[name], name),
  );
  const problems = conditions.length > 0 ? conditions : type.check(parsed.data);
  return problems.slice(0, MOST_PROBLEMS);
}
