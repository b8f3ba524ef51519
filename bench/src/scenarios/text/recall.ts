/** A match and how well it fits. */
export interface Scored {
  number: string;
  score: number;
}

/** Scores are floats that two statements computed. */
const EPSILON = 1e-6;

/**
 * How many of the best matches a search found. Many records have the same score, so one that is as
 * good as the worst of the best counts as one of them.
 *
 * @param best - the top of an exhaustive ranking, best first
 * @param found - what the search answered, with the same score
 */
export function recall(
  best: readonly Scored[],
  found: readonly Scored[],
): number {
  if (best.length === 0) return 1;
  const worst = best[best.length - 1].score;
  const good = found.filter(
    ({ score }) => score >= worst - Math.abs(worst) * EPSILON,
  );
  return Math.min(1, good.length / best.length);
}
