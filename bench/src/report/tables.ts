import type { Cell, Results } from '../results/Results';
import { isMet, type Scenario } from '../scenarios/Scenario';
import {
  cellsOf,
  ENGINES,
  goalResult,
  goalResults,
  type GoalResult,
} from './cells';
import {
  boundText,
  count,
  digits,
  distanceText,
  ENGINE_NAMES,
  intervalText,
  table,
} from './format';
import { reasonOf } from './reasons';

const sizesText = (cell: Cell) => cell.sizes.map(count).join(' : ');

function verdict({ goal, interval }: GoalResult): string {
  const text = intervalText(interval, goal.unit);
  if (!goal.bound) return text;
  return isMet(goal, interval) ? `${text} met` : `${text} **missed**`;
}

/** One row of each goal: what was promised, and what came out on each engine. */
export function goalTable(results: Results, scenario: Scenario): string {
  const cells = cellsOf(results, scenario);
  const rows = scenario.goals.flatMap(goal => {
    const found = ENGINES.map(engine => goalResult(cells, goal, engine));
    const sizes = [
      ...new Set(found.flatMap(each => (each ? sizesText(each.cell) : []))),
    ];
    return sizes.map(size => [
      goal.text,
      boundText(goal),
      size,
      ...found.map(each =>
        each && sizesText(each.cell) === size ? verdict(each) : '',
      ),
    ]);
  });
  return table(
    ['Measured', 'Goal', 'Records', ...ENGINES.map(e => ENGINE_NAMES[e])],
    rows,
  );
}

/** What was missed, by how much, and why. */
export function missedList(results: Results, scenario: Scenario): string {
  return goalResults(results, scenario)
    .filter(({ goal, interval }) => !isMet(goal, interval))
    .map(({ goal, cell, interval }) => {
      const where = `${ENGINE_NAMES[cell.engine]}, ${distanceText(goal, interval)}`;
      return `- ${goal.text} (${where}): ${reasonOf(goal.id, cell.engine)}`;
    })
    .join('\n');
}

/** What stood out on the largest database of each engine. */
export function noteList(results: Results, scenario: Scenario): string {
  return ENGINES.flatMap(engine => {
    const cell = cellsOf(results, scenario)
      .filter(c => c.engine === engine && c.notes)
      .pop();
    const where = cell && `${ENGINE_NAMES[engine]}, ${sizesText(cell)} records`;
    return cell?.notes?.map(note => `- ${where}: ${note}`) ?? [];
  }).join('\n');
}

/** The times behind the ratios, for each number of records. */
export function figureTable(results: Results, scenario: Scenario): string {
  const cells = cellsOf(results, scenario).filter(c => c.sizes.length === 1);
  const sizes = [...new Set(cells.map(cell => cell.sizes[0]))];
  const rows = Object.entries(scenario.labels).flatMap(([name, label]) =>
    sizes.flatMap(size => {
      const texts = ENGINES.map(engine => {
        const cell = cells.find(
          c => c.engine === engine && c.sizes[0] === size,
        );
        return cell ? figureText(cell, name) : '';
      });
      return texts.some(Boolean) ? [[label, count(size), ...texts]] : [];
    }),
  );
  return rows.length > 0
    ? table(['Measured', 'Records', ...ENGINES.map(e => ENGINE_NAMES[e])], rows)
    : '';
}

function figureText(cell: Cell, name: string): string {
  const timing = cell.timings[name];
  if (timing) {
    const { p50, p95, p99 } = timing;
    return `${digits(p50)} / ${digits(p95)} / ${digits(p99)} ms`;
  }
  const value = cell.numbers[name];
  return typeof value === 'number' ? digits(value) : '';
}

/** When, how long and how undisturbed each measurement was. */
export function conditionsTable(results: Results): string {
  return table(
    [
      'Scenario',
      'Engine',
      'Records',
      'At',
      'Commit',
      'Run',
      'Seconds',
      'Load before, after',
      "Generator's CPU",
    ],
    results.cells.map(cell => [
      cell.scenario,
      ENGINE_NAMES[cell.engine],
      sizesText(cell),
      cell.at.slice(0, 16).replace('T', ' '),
      cell.commit,
      cell.quick ? 'quick' : 'full',
      count(cell.seconds),
      `${cell.loadBefore.toFixed(1)}, ${cell.loadAfter.toFixed(1)}`,
      `${digits(cell.generatorCpuSeconds)} s`,
    ]),
  );
}
