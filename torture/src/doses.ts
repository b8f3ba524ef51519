import { postgresUrl, type Engine } from 'itsm-harness';
import type { OpenArena } from './arena';
import { runSmallDose } from './run';
import { tests } from './tests';
import type { TortureTest } from './TortureTest';

/** For each test of a suite, and for the start of its backends. */
export const DOSE_LIMIT_MS = 5 * 60_000;

/** Whether `npm test` was asked to use this engine, and can. */
export const isWanted = (engine: Engine) =>
  (process.env.ITSM_TEST_DATABASES ?? 'sqlite,postgres').includes(engine) &&
  (engine === 'sqlite' || postgresUrl() !== undefined);

/** What is small enough for every day, as rows of `it.each`. */
export const smallDosesOf = (engine: Engine) =>
  tests
    .filter(test => test.smallDose > 0 && test.engines.includes(engine))
    .map(test => [`${test.id} ${test.title}`, test] as const);

/** Runs a small dose beside others; answers each violation with the command that shows it again. */
export async function violationsOf(
  test: TortureTest,
  arena: OpenArena,
): Promise<string[]> {
  const { engine } = arena;
  const scope = arena.scope();
  const began = Date.now();
  try {
    const done = await runSmallDose(test, engine, { arena: scope });
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    process.stdout.write(
      `${test.id} ${engine}: ${done.units} ${test.unit} in ${seconds} s\n`,
    );
    return done.violations.map(
      ({ seed, text }) =>
        `${text}\nAgain: npm run torture -- ${test.id} --engine=${engine} --seed=${seed}`,
    );
  } finally {
    await scope.close();
  }
}
