import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ROOT } from 'itsm-harness';
import type { FilledDatabases } from './fill';
import type { Options } from './options';
import { writeReport } from './report/writeReport';
import { merged } from './results/Results';
import { readResults, writeResults } from './results/resultsFile';
import { runEngine } from './runEngine';
import { scenarios } from './scenarios';

/** Fills, measures and reports, as asked. */
export async function runBench(
  options: Options,
  databases: FilledDatabases,
  log: (text: string) => void,
): Promise<void> {
  const { engines, sizes, only, effort } = options;
  if (options.fillOnly) {
    for (const engine of engines) {
      for (const size of sizes) {
        const { seconds, checksum } = await databases.find(engine, size);
        log(`${engine} ${size}: filled in ${seconds} s, checksum ${checksum}`);
      }
    }
    return;
  }
  const output = outputOf(options);
  if (!options.reportOnly) {
    const chosen = scenarios.filter(
      scenario =>
        (only?.includes(scenario.id) ?? true) &&
        !(effort === 'quick' && scenario.fullOnly && !only),
    );
    for (const engine of engines) {
      await runEngine({
        engine,
        sizes,
        scenarios: chosen,
        effort,
        growthOnly: options.growthOnly,
        databases,
        log,
        onResults: async results =>
          writeResults(output, merged(readResults(output), results)),
      });
    }
  }
  const page = await writeReport(output, readResults(output));
  log(`wrote ${output === ROOT ? relative(ROOT, page) : page}`);
}

/** What a smoke measures is nothing to publish. */
function outputOf({ output, effort }: Options): string {
  if (output !== undefined) return output;
  return effort === 'smoke'
    ? mkdtempSync(join(tmpdir(), 'itsm-bench-smoke-'))
    : ROOT;
}
