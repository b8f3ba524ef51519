import type { Engine } from 'itsm-harness';
import type { Cell, Results } from '../results/Results';
import type { Goal, Scenario } from '../scenarios/Scenario';
import type { Interval } from '../statistics/interval';

export const ENGINES: Engine[] = ['postgres', 'sqlite'];

/** A goal's result where it means most: on the largest database that was measured. */
export interface GoalResult {
  goal: Goal;
  cell: Cell;
  interval: Interval;
}

const largestOf = (cell: Cell) => cell.sizes[cell.sizes.length - 1];

export function cellsOf(results: Results, scenario: Scenario): Cell[] {
  return results.cells
    .filter(cell => cell.scenario === scenario.id)
    .sort((a, b) => largestOf(a) - largestOf(b));
}

export function goalResult(
  cells: readonly Cell[],
  goal: Goal,
  engine: Engine,
): GoalResult | undefined {
  for (const cell of [...cells].reverse()) {
    const interval = cell.engine === engine ? goal.result(cell) : undefined;
    if (interval) return { goal, cell, interval };
  }
  return undefined;
}

/** Every result of every goal of a scenario. */
export function goalResults(
  results: Results,
  scenario: Scenario,
): GoalResult[] {
  const cells = cellsOf(results, scenario);
  return scenario.goals.flatMap(goal =>
    ENGINES.flatMap(engine => goalResult(cells, goal, engine) ?? []),
  );
}
