import type { Engine } from 'itsm-harness';
import { cellOf, type Cell, type Results } from './results/Results';
import type { TortureTest } from './TortureTest';

const count = (n: number) => n.toLocaleString('en');

/** `1–45`, over all runs; a dash when there was none. */
export function seedsOf({ shards }: Cell): string {
  if (shards.length === 0) return '–';
  const from = Math.min(...shards.map(s => s.seedFrom));
  const to = Math.max(...shards.map(s => s.seedTo));
  return `${from}–${to}`;
}

/** A line for each test and engine: what is done, and what is missing to the full dose. */
export function summary(
  results: Results,
  tests: readonly TortureTest[],
  engines: readonly Engine[],
): string {
  return tests
    .flatMap(test =>
      test.engines
        .filter(engine => engines.includes(engine))
        .map(engine => line(test, cellOf(results, test, engine))),
    )
    .join('\n');
}

function line(test: TortureTest, cell: Cell): string {
  const missing = Math.max(0, test.fullDose - cell.units);
  const broken = cell.violations.length;
  const seeds = [...new Set(cell.violations.map(v => v.seed))];
  const state = broken > 0 ? '✖' : '✔';
  return [
    `${missing > 0 && broken === 0 ? '…' : state} ${test.id} ${cell.engine}`.padEnd(
      16,
    ),
    test.title,
    `${count(cell.units)} of ${count(test.fullDose)} ${test.unit}`,
    `seeds ${seedsOf(cell)}`,
    missing > 0 ? `${count(missing)} missing` : 'full dose',
    broken > 0
      ? `${broken} violations: replay ${seeds.slice(0, 10).join(', ')}`
      : 'no violations',
  ].join(' · ');
}
