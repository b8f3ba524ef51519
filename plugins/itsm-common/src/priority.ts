/**
 * Impact and urgency levels, from most to least severe.
 *
 * @public
 */
export const LEVELS = ['high', 'medium', 'low'] as const;
/** @public */
export type Level = (typeof LEVELS)[number];

/** 1 is the most urgent, 5 the least. @public */
export type Priority = 1 | 2 | 3 | 4 | 5;

/**
 * Priority by impact (outer key) and urgency (inner key).
 *
 * @public
 */
export type PriorityMatrix = Record<Level, Record<Level, Priority>>;

/**
 * The matrices that ship with the product. `default` is the ITIL 3×3 matrix with five priorities;
 * `servicenow-4` is the four-level variant in which low × low is still 4.
 *
 * @public
 */
export const PRIORITY_PRESETS: Record<string, PriorityMatrix> = {
  default: {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 5 },
  },
  'servicenow-4': {
    high: { high: 1, medium: 2, low: 3 },
    medium: { high: 2, medium: 3, low: 4 },
    low: { high: 3, medium: 4, low: 4 },
  },
};

/**
 * Looks a priority up; both levels must be known.
 *
 * @public
 */
export function priorityOf(
  matrix: PriorityMatrix,
  impact: Level,
  urgency: Level,
): Priority {
  return matrix[impact][urgency];
}
