import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, writeFormatted } from 'itsm-harness';
import type { Results } from '../results/Results';
import { scenarios } from '../scenarios';
import { pictures } from './charts';
import { PICTURES, renderPage } from './page';

/** Writes docs/performance.md and its pictures. */
export async function writeReport(results: Results): Promise<void> {
  const folder = join(ROOT, 'docs', PICTURES);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  for (const scenario of scenarios) {
    for (const { file, svg } of pictures(results, scenario)) {
      writeFileSync(join(folder, file), svg);
    }
  }
  await writeFormatted(
    join(ROOT, 'docs', 'performance.md'),
    renderPage(results, scenarios),
  );
}
