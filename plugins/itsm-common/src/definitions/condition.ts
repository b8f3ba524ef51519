import { z } from 'zod';
import type { DefinitionProblem } from './DefinitionType';

/**
 * A condition over documented facts, in the language of Backstage's filter predicates: facts with values, and `$all`,
 * `$any` and `$not` around them.
 *
 * @public
 */
export type Condition = Record<string, unknown>;

/** What is known of one fact. @public */
export interface ConditionFact {
  /** `texts`: a list, asked with `$contains`. Numbers are no facts: they enter as the name of a band. */
  type: 'text' | 'texts';
  /** All that it can be, if that is known. */
  values?: readonly string[];
  /** For whoever writes a condition by hand. */
  description: string;
}

/** The facts of one use, by the name that a condition asks for. @public */
export type ConditionFacts = Readonly<Record<string, ConditionFact>>;

/** No condition is larger: each is evaluated many times. @public */
export const CONDITION_LIMITS = {
  /** `$all`, `$any`, `$not` and facts within each other. */
  depth: 5,
  /** Facts and operators together. */
  parts: 100,
  /** Values of one `$in`. */
  values: 100,
  /** Characters of one value. */
  text: 300,
} as const;

/** The shape of a condition on the wire; what it says is checked by `checkCondition`. @public */
export const conditionInput = z.record(z.string().max(100), z.unknown());

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What is wrong with a condition. An unknown fact or operator would make it silently false, and an empty one would
 * match everything: both are refused.
 *
 * @param path - where the condition is, for the problems
 * @public
 */
export function checkCondition(
  facts: ConditionFacts,
  condition: unknown,
  path = 'when',
): DefinitionProblem[] {
  const checked = new ConditionCheck(facts);
  checked.condition(condition, path, 1);
  return checked.problems;
}

class ConditionCheck {
  readonly problems: DefinitionProblem[] = [];
  private parts = 0;

  constructor(private readonly facts: ConditionFacts) {}

  condition(condition: unknown, path: string, depth: number): void {
    if (!isObject(condition)) {
      this.problem(path, 'condition_shape', 'must be an object');
      return;
    }
    if (depth > CONDITION_LIMITS.depth) {
      const most = CONDITION_LIMITS.depth;
      this.problem(
        path,
        'condition_depth',
        `is nested deeper than ${most} levels; simplify it`,
        { most },
      );
      return;
    }
    const keys = Object.keys(condition);
    if (keys.length === 0) {
      this.problem(
        path,
        'condition_empty',
        'is empty and would match everything; name at least one fact',
      );
    }
    const operator = keys.find(key => key.startsWith('$'));
    if (operator !== undefined) {
      this.operator(operator, condition, path, depth);
      return;
    }
    for (const key of keys) this.fact(key, condition[key], `${path}.${key}`);
  }

  private operator(
    operator: string,
    condition: Record<string, unknown>,
    path: string,
    depth: number,
  ): void {
    if (!this.counted(path)) return;
    const inner = condition[operator];
    const at = `${path}.${operator}`;
    if (Object.keys(condition).length > 1) {
      this.problem(
        path,
        'condition_mixed',
        `${operator} must stand alone; put the others inside of $all`,
      );
    } else if (operator === '$not') {
      this.condition(inner, at, depth + 1);
    } else if (operator !== '$all' && operator !== '$any') {
      this.problem(
        at,
        'condition_operator',
        'is no operator; use $all, $any or $not',
      );
    } else if (!Array.isArray(inner) || inner.length === 0) {
      this.problem(
        at,
        'condition_empty',
        'must be a list with at least one condition',
      );
    } else {
      for (const [index, each] of inner.entries()) {
        if (this.parts > CONDITION_LIMITS.parts) return;
        this.condition(each, `${at}.${index}`, depth + 1);
      }
    }
  }

  private fact(name: string, asked: unknown, path: string): void {
    if (!this.counted(path)) return;
    const fact = Object.hasOwn(this.facts, name) ? this.facts[name] : undefined;
    if (!fact) {
      const known = Object.keys(this.facts);
      this.problem(
        path,
        'condition_fact',
        `is no fact; known are ${known.join(', ')}`,
        { known },
      );
      return;
    }
    if (!isObject(asked)) {
      this.equality(fact, asked, path);
      return;
    }
    const [[operator, value] = ['', undefined], ...more] =
      Object.entries(asked);
    if (more.length > 0) {
      this.problem(path, 'condition_shape', 'must have one operator');
    } else if (operator === '$exists') {
      if (typeof value !== 'boolean') {
        this.problem(path, 'condition_value', '$exists takes true or false');
      }
    } else if (operator === '$contains') {
      if (fact.type === 'texts') this.value(fact, value, path);
      else this.problem(path, 'condition_value', 'is no list: no $contains');
    } else if (operator === '$in') {
      this.oneOf(fact, value, path);
    } else if (operator === '$hasPrefix') {
      if (fact.type === 'texts') this.wantsContains(path);
      else this.value({ ...fact, values: undefined }, value, path);
    } else {
      this.problem(
        path,
        'condition_operator',
        'takes a text, $in, $exists, $hasPrefix or $contains',
      );
    }
  }

  private oneOf(fact: ConditionFact, value: unknown, path: string): void {
    const most = CONDITION_LIMITS.values;
    if (fact.type === 'texts') {
      this.wantsContains(path);
    } else if (!Array.isArray(value) || value.length === 0) {
      this.problem(path, 'condition_value', '$in takes a list of texts');
    } else if (value.length > most) {
      this.problem(path, 'condition_size', `$in takes at most ${most} values`, {
        most,
      });
    } else {
      for (const each of value) this.value(fact, each, path);
    }
  }

  private equality(fact: ConditionFact, value: unknown, path: string): void {
    if (fact.type === 'texts') this.wantsContains(path);
    else this.value(fact, value, path);
  }

  private value(fact: ConditionFact, value: unknown, path: string): void {
    const most = CONDITION_LIMITS.text;
    if (typeof value !== 'string' || value === '' || value.length > most) {
      this.problem(
        path,
        'condition_value',
        `must be a text of 1 to ${most} characters; numbers are named by their band`,
        { most },
      );
    } else if (
      fact.values &&
      !fact.values.some(each => each.toLowerCase() === value.toLowerCase())
    ) {
      this.problem(
        path,
        'condition_value',
        `must be one of ${fact.values.join(', ')}`,
        { known: fact.values },
      );
    }
  }

  private wantsContains(path: string): void {
    this.problem(path, 'condition_value', 'is a list; ask with $contains');
  }

  /** False from the first part on that is one too many. */
  private counted(path: string): boolean {
    this.parts += 1;
    const most = CONDITION_LIMITS.parts;
    if (this.parts === most + 1) {
      this.problem(
        path,
        'condition_size',
        `has more than ${most} parts; divide it`,
        { most },
      );
    }
    return this.parts <= most;
  }

  private problem(
    path: string,
    code: string,
    message: string,
    params: Record<string, unknown> = {},
  ): void {
    this.problems.push({ path, code, message, params });
  }
}
