import type { Engine } from 'itsm-harness';
import { openArena } from './arena';
import type { ResultsFile } from './results/ResultsFile';
import { runRounds, type Outcome } from './run';
import type { TortureTest } from './TortureTest';

/**
 * One round again, with new backends. It counts for nothing, but a violation that does not come
 * back is taken off the list.
 */
export async function replay(
  test: TortureTest,
  engine: Engine,
  seed: number,
  o: { file: ResultsFile; log: (text: string) => void },
): Promise<Outcome> {
  const arena = await openArena(engine, { log: o.log, isAlone: true });
  try {
    const done = await runRounds(test, arena, {
      firstSeed: seed,
      goesOn: ({ rounds }) => rounds < 1,
      onRound: (_, round) =>
        o.log(`${test.id} ${engine} seed ${seed}: ${JSON.stringify(round)}`),
    });
    const cell = o.file.cell(test, engine);
    const others = cell.violations.filter(v => v.seed !== seed);
    const isHealed = done.violations.length === 0 && !done.broken;
    if (isHealed && others.length < cell.violations.length) {
      o.file.saveCell({ ...cell, violations: others });
      o.log(`${test.id} ${engine} seed ${seed}: its violation is gone`);
    }
    return done;
  } finally {
    await arena.close();
  }
}
