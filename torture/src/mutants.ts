import { join } from 'node:path';
import { gitCommit, ROOT, type Engine } from 'itsm-harness';
import type { MutantResult } from './results/Results';
import type { ResultsFile } from './results/ResultsFile';
import { runSmallDose } from './run';
import type { Mutant, TortureTest } from './TortureTest';

/** Breaks the product as each test declares it, and records whether the test noticed. */
export async function tryMutants(
  tests: readonly TortureTest[],
  o: {
    engines: readonly Engine[];
    /** Part of the names of those to try; left out: all. */
    named?: string;
    file: ResultsFile;
    log: (text: string) => void;
  },
): Promise<MutantResult[]> {
  const results: MutantResult[] = [];
  for (const test of tests) {
    for (const mutant of test.mutants ?? []) {
      if (!mutant.name.includes(o.named ?? '')) continue;
      const engine = (mutant.engines ?? test.engines).find(e =>
        o.engines.includes(e),
      );
      if (!engine) continue;
      const result = await tryMutant(test, mutant, engine);
      results.push(result);
      o.file.saveMutant(result);
      o.log(
        `${result.caught ? '✔' : '✖'} ${test.id} ${engine}, ${mutant.name}: ${result.sentence}`,
      );
    }
  }
  return results;
}

const SENTENCE_LENGTH = 300;
/** Where a kill has to hit a moment, one small dose may miss it. */
const MUTANT_DOSES = 5;

async function tryMutant(
  test: TortureTest,
  { name, file, find, replace }: Mutant,
  engine: Engine,
): Promise<MutantResult> {
  const told = (caught: boolean, sentence: string): MutantResult => ({
    test: test.id,
    name,
    engine,
    caught,
    sentence: sentence.slice(0, SENTENCE_LENGTH),
    date: new Date().toISOString(),
    commit: gitCommit(),
  });
  try {
    const done = await runSmallDose(test, engine, {
      mutations: [{ file: join(ROOT, file), find, replace }],
      doses: MUTANT_DOSES,
    });
    const [first] = done.violations;
    return first
      ? told(true, first.text)
      : told(false, `Not noticed in ${done.units} ${test.unit}`);
  } catch (error: any) {
    // A mistake that keeps the backend from starting shows nothing about the test
    return told(false, `It could not be tried: ${error?.message ?? error}`);
  }
}
