import { join } from 'node:path';
import { ROOT, writeFormatted } from 'itsm-harness';
import type { Results } from '../results/Results';
import type { TortureTest } from '../TortureTest';
import { renderReport } from './renderReport';

/** docs/reliability.md, as far as the results go. */
export async function writeReport(
  results: Results,
  tests: readonly TortureTest[],
): Promise<void> {
  await writeFormatted(
    join(ROOT, 'docs', 'reliability.md'),
    renderReport(results, tests),
  );
}
