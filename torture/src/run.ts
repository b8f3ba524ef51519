import { seeded, type Engine, type Mutation } from 'itsm-harness';
import { openArena, type OpenArena } from './arena';
import type { Round, TortureTest } from './TortureTest';

interface Violation {
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
  /** The last round threw or did nothing: what was started is in an unknown state. */
  broken: boolean;
}

export interface RunOptions {
  firstSeed: number;
  /** Asked before each round, with what is done so far. */
  goesOn(done: Outcome): boolean;
  onRound?(seed: number, round: Round, done: Outcome): void;
}

/** No round needs so long: it hangs. */
const ROUND_LIMIT_MS = 15 * 60_000;

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

async function limited<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(
      () => fail(new Error(`no end within ${ROUND_LIMIT_MS / 60_000} minutes`)),
      ROUND_LIMIT_MS,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Runs rounds of a test in an arena until one breaks. A round that throws is a violation too. */
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
    broken: false,
  };
  const setup = await test.setUp(arena);
  try {
    while (!done.broken && o.goesOn(done)) {
      const seed = done.nextSeed;
      const round = await limited(test.round(setup, seed, seeded(seed))).catch(
        thrownRound,
      );
      done.units += round.units;
      done.rounds += 1;
      done.nextSeed += 1;
      done.violations.push(...round.violations.map(text => ({ seed, text })));
      for (const [name, count] of Object.entries(round.facts ?? {})) {
        done.facts[name] = (done.facts[name] ?? 0) + count;
      }
      done.broken = round.units === 0;
      o.onRound?.(seed, round, done);
    }
  } finally {
    await test.tearDown?.(setup);
  }
  return done;
}

/**
 * The test's small dose, as `npm test` runs it, or some of them: until something breaks. In an arena
 * of its own unless given.
 */
export async function runSmallDose(
  test: TortureTest,
  engine: Engine,
  o: { mutations?: Mutation[]; arena?: OpenArena; doses?: number } = {},
): Promise<Outcome> {
  const arena = o.arena ?? (await openArena(engine, o));
  // A test that is too slow for every day still shows in one round whether it notices
  const dose = Math.max(test.smallDose, 1) * (o.doses ?? 1);
  try {
    return await runRounds(test, arena, {
      firstSeed: 1,
      goesOn: done => done.units < dose && done.violations.length === 0,
    });
  } finally {
    if (!o.arena) await arena.close();
  }
}
