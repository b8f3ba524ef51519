import type { ensureFilled } from './fill';
import type { Options } from './options';
import { writeReport } from './report/writeReport';
import { merged } from './results/Results';
import { readResults, writeResults } from './results/resultsFile';
import { runEngine } from './runEngine';
import { scenarios } from './scenarios';

/** Fills, measures and reports, as asked. */
export async function runBench(
  options: Options,
  fill: typeof ensureFilled,
  log: (text: string) => void,
): Promise<void> {
  const { engines, sizes, only, quick } = options;
  if (options.fillOnly) {
    for (const engine of engines) {
      for (const size of sizes) {
        const { seconds, checksum } = await fill(engine, size);
        log(`${engine} ${size}: filled in ${seconds} s, checksum ${checksum}`);
      }
    }
    return;
  }
  if (!options.reportOnly) {
    const chosen = scenarios.filter(
      scenario =>
        (only?.includes(scenario.id) ?? true) &&
        !(quick && scenario.fullOnly && !only),
    );
    for (const engine of engines) {
      await runEngine({
        engine,
        sizes,
        scenarios: chosen,
        quick,
        growthOnly: options.growthOnly,
        fill,
        log,
        onResults: async results =>
          writeResults(merged(readResults(), results)),
      });
    }
  }
  await writeReport(readResults());
  log('wrote docs/performance.md');
}
