import type { Condition } from 'backstage-plugin-itsm-common';
import type { CaseFacts } from './compileCondition';

/** A fact that a condition asks for, and the values of which it needs one. */
interface Need {
  fact: string;
  values: string[];
}

/**
 * Finds the conditions that a case could match without asking all of them: most ask for one value of one fact.
 * Letters are compared without regard to case, as conditions do.
 */
export class ConditionIndex {
  private readonly byFact = new Map<string, Map<string, number[]>>();
  /** Those that need no single value. */
  private readonly others: number[] = [];

  /**
   * @param selective - facts with many values, the best ones first: a condition is filed under the first that it needs
   */
  constructor(
    conditions: readonly Condition[],
    private readonly selective: readonly string[],
  ) {
    conditions.forEach((condition, position) => {
      const need = this.bestOf(needsOf(condition));
      if (!need) {
        this.others.push(position);
        return;
      }
      const values = this.byFact.get(need.fact) ?? new Map<string, number[]>();
      this.byFact.set(need.fact, values);
      for (const value of new Set(need.values)) {
        const positions = values.get(value);
        if (positions) positions.push(position);
        else values.set(value, [position]);
      }
    });
  }

  /** Positions of the conditions that one of the cases could match, in their order. */
  candidates(cases: readonly CaseFacts[]): number[] {
    const found = new Set(this.others);
    for (const facts of cases) {
      for (const [fact, byValue] of this.byFact) {
        for (const value of [facts[fact]].flat()) {
          if (typeof value !== 'string') continue;
          const positions = byValue.get(value.toUpperCase()) ?? [];
          for (const position of positions) found.add(position);
        }
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  private bestOf(needs: readonly Need[]): Need | undefined {
    const rank = ({ fact }: Need) => {
      const at = this.selective.indexOf(fact);
      return at < 0 ? this.selective.length : at;
    };
    return [...needs].sort((a, b) => rank(a) - rank(b))[0];
  }
}

/** What a condition can't be true without. */
function needsOf(condition: Condition): Need[] {
  return Object.entries(condition).flatMap(([key, asked]): Need[] => {
    if (key === '$all') return (asked as Condition[]).flatMap(needsOf);
    if (key.startsWith('$')) return [];
    const values = valuesOf(asked);
    return values
      ? [{ fact: key, values: values.map(each => each.toUpperCase()) }]
      : [];
  });
}

function valuesOf(asked: unknown): string[] | undefined {
  if (typeof asked === 'string') return [asked];
  if (typeof asked !== 'object' || asked === null) return undefined;
  const { $in: some, $contains: part } = asked as Record<string, unknown>;
  if (Array.isArray(some)) return some;
  return typeof part === 'string' ? [part] : undefined;
}
