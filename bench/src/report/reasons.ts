import type { Engine } from 'itsm-harness';

/**
 * Why a goal is missed: which floor, and what it would take. By goal, or by goal and engine
 * (`tab.floor sqlite`).
 */
const REASONS: Record<string, string> = {};

export const reasonOf = (goal: string, engine: Engine): string =>
  REASONS[`${goal} ${engine}`] ?? REASONS[goal] ?? 'reason not yet written.';
