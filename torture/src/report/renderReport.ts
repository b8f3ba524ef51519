import type { Results } from '../results/Results';
import type { TortureTest } from '../TortureTest';
import { cellOf, seedsOf } from '../summary';

export function renderReport(
  results: Results,
  tests: readonly TortureTest[],
): string {
  return tests
    .map(test =>
      [
        `### ${test.id} ${test.title}`,
        test.promise,
        ...test.engines.map(engine => {
          const cell = cellOf(results, test, engine);
          return `- ${engine}: ${cell.units} of ${test.fullDose} ${test.unit}, seeds ${seedsOf(cell)}`;
        }),
      ].join('\n\n'),
    )
    .join('\n\n');
}
