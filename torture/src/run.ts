import { seeded, type Engine, type Mutation } from 'itsm-harness';
import { openArena, type OpenArena } from './arena';
import type { Round, TortureTest } from './TortureTest';

export interface Violation {
  seed: number;
  text: string;
}

/** What came of some rounds of one test on one engine. */
export interface Outcome {
  units: number;
  rounds: number;
  /** The seed after the last one. */
  nextSeed: number;
  violations: Violation[];
  facts: Record<string, number>;
}

export interface RunOptions {
  firstSeed: number;
  /** Asked before each round, with what is done so far. */
  goesOn(done: Outcome): boolean;
  onRound?(seed: number, round: Round, done: Outcome): void;
}

function thrownRound(error: any): Round {
  return {
    units: 0,
    violations: [
      `The round ended with ${error?.stack ?? error}${
        error?.cause ? `, because of ${error.cause?.stack ?? error.cause}` : ''
      }`,
    ],
  };
}

/** Runs rounds of a test in an arena. A round that throws is a violation too. */
export async function runRounds(
  test: TortureTest,
  arena: OpenArena,
  o: RunOptions,
): Promise<Outcome> {
  const done: Outcome = {
    units: 0,
    rounds: 0,
    nextSeed: o.firstSeed,
    violations: [],
    facts: {},
  };
  const setup = await test.setUp(arena);
  try {
    while (o.goesOn(done)) {
      const seed = done.nextSeed;
      const round = await test
        .round(setup, seed, seeded(seed))
        .catch(thrownRound);
      done.units += round.units;
      done.rounds += 1;
      done.nextSeed += 1;
      done.violations.push(...round.violations.map(text => ({ seed, text })));
      for (const [name, count] of Object.entries(round.facts ?? {})) {
        done.facts[name] = (done.facts[name] ?? 0) + count;
      }
      o.onRound?.(seed, round, done);
      // What was started is in an unknown state after a surprise
      if (round.units === 0) break;
    }
  } finally {
    await test.tearDown?.(setup);
  }
  return done;
}

/** The test's small dose in an arena of its own: what `npm test` and the mutants run. */
export async function runSmallDose(
  test: TortureTest,
  engine: Engine,
  o: { mutations?: Mutation[]; arena?: OpenArena } = {},
): Promise<Outcome> {
  const arena = o.arena ?? (await openArena(engine, o));
  try {
    return await runRounds(test, arena, {
      firstSeed: 1,
      goesOn: done =>
        done.units < test.smallDose && done.violations.length === 0,
    });
  } finally {
    if (!o.arena) await arena.close();
  }
}
