import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFormatted } from 'itsm-harness';
import type { Results } from '../results/Results';
import { scenarios } from '../scenarios';
import { pictures } from './charts';
import { PICTURES, renderPage } from './page';

/**
 * Writes docs/performance.md and its pictures below a folder.
 *
 * @returns the path of the page
 */
export async function writeReport(
  output: string,
  results: Results,
): Promise<string> {
  const docs = join(output, 'docs');
  const folder = join(docs, PICTURES);
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  for (const scenario of scenarios) {
    for (const { file, svg } of pictures(results, scenario)) {
      writeFileSync(join(folder, file), svg);
    }
  }
  const page = join(docs, 'performance.md');
  await writeFormatted(page, renderPage(results, scenarios));
  return page;
}
