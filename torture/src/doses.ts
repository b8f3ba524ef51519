import { writeFileSync } from 'node:fs';
import type { Engine } from 'itsm-harness';
import { openArena, type OpenArena } from './arena';
import { runSmallDose } from './run';
import type { TortureTest } from './TortureTest';

/** What came of one small dose. */
export interface DoseResult {
  test: string;
  title: string;
  engine: Engine;
  ms: number;
  units: number;
  /** One sentence for each broken promise, each with the command that shows it again. */
  violations: string[];
}

interface DoseOptions {
  engines: readonly Engine[];
  log: (text: string) => void;
}

/**
 * Runs what is small enough for every day and counts it nowhere. Engines run side by side, since a
 * dose waits most of its time; the doses of one engine share its backends one after the other.
 */
export async function runSmallDoses(
  tests: readonly TortureTest[],
  { engines, log }: DoseOptions,
): Promise<DoseResult[]> {
  const lanes = engines.map(engine =>
    runLane(
      tests.filter(
        ({ smallDose, engines: all, smallDoseOn = all }) =>
          smallDose > 0 && smallDoseOn.includes(engine),
      ),
      engine,
      log,
    ),
  );
  return (await Promise.all(lanes)).flat();
}

async function runLane(
  tests: readonly TortureTest[],
  engine: Engine,
  log: (text: string) => void,
): Promise<DoseResult[]> {
  const arena = await openArena(engine);
  try {
    const results: DoseResult[] = [];
    for (const test of tests) {
      const result = await runOne(test, arena);
      results.push(result);
      const { ms, units, violations } = result;
      log(
        `${violations.length ? '✖' : '✔'} ${test.id} ${engine}: ${units} ${test.unit} in ${(ms / 1_000).toFixed(1)} s`,
      );
      violations.forEach(log);
    }
    return results;
  } finally {
    await arena.close();
  }
}

async function runOne(
  test: TortureTest,
  arena: OpenArena,
): Promise<DoseResult> {
  const { engine } = arena;
  const scope = arena.scope();
  const began = Date.now();
  const told = (units: number, violations: string[]): DoseResult => ({
    test: test.id,
    title: test.title,
    engine,
    ms: Date.now() - began,
    units,
    violations,
  });
  try {
    const { units, violations } = await runSmallDose(test, engine, {
      arena: scope,
    });
    return told(
      units,
      violations.map(
        ({ seed, text }) =>
          `${text}\nAgain: npm run torture -- ${test.id} --engine=${engine} --seed=${seed}`,
      ),
    );
  } catch (error: any) {
    return told(0, [`It could not begin: ${error?.stack ?? error}`]);
  } finally {
    await scope.close();
  }
}

/** For `npm test`, which counts a dose as a test. */
export function writeDoseReport(
  file: string,
  results: readonly DoseResult[],
): void {
  writeFileSync(file, JSON.stringify(results));
}
