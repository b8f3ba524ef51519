import type {
  BackendOptions,
  BackendProcess,
  Engine,
  HarnessDatabase,
  Seeded,
} from 'itsm-harness';

/** What a round of a test has to work with. Everything it starts is stopped for it. */
export interface Arena {
  readonly engine: Engine;
  /** Whether the machine does nothing else: only then times are held against what is promised. */
  readonly isAlone: boolean;
  /** The database of the backends of `shared`. */
  readonly database: HarnessDatabase;
  /**
   * Backends on one database that tests share: the same ones each time. SQLite has one writer, so
   * there it is always one. A test touches only records that it made itself.
   */
  shared(count: number): Promise<BackendProcess[]>;
  /** A database of the test's own. */
  newDatabase(): Promise<HarnessDatabase>;
  /** A backend of the test's own, for a test that breaks it or configures it. */
  start(options: BackendOptions): Promise<BackendProcess>;
  /** A line for whoever watches. */
  log(text: string): void;
}

export interface Round {
  /** How many of the test's `unit` it tried. */
  units: number;
  /** One sentence for each broken promise; empty is good. */
  violations: string[];
  /** Other counts, summed over rounds: `acked`, `refused` … */
  facts?: Record<string, number>;
}

/**
 * A promise of the product and an attempt to break it. Its rounds follow from their seeds as far as
 * processes allow: `npm run torture -- <id> --seed=<n>` replays one.
 */
export interface TortureTest<Setup = any> {
  /** As docs/reliability.md names it: R1, S9 … */
  id: string;
  title: string;
  /** What holds, in one sentence. */
  promise: string;
  /** What is counted, in the plural. */
  unit: string;
  engines: readonly Engine[];
  /** Units on each engine before a release. */
  fullDose: number;
  /** Units on each engine in `npm test`; 0 keeps the test out of it. */
  smallDose: number;
  /** Where the small dose runs, if one engine shows as much as all of them. */
  smallDoseOn?: readonly Engine[];
  /** Broken sources that this test must notice, with what breaks in each. */
  mutants?: readonly Mutant[];
  setUp(arena: Arena): Promise<Setup>;
  round(setup: Setup, seed: number, random: Seeded): Promise<Round>;
  tearDown?(setup: Setup): Promise<void>;
}

/** One deliberate mistake in the product's sources. */
export interface Mutant {
  name: string;
  /** From the root of the repository. */
  file: string;
  find: string;
  replace: string;
  /** Where it shows; the first of the test's engines otherwise. */
  engines?: readonly Engine[];
}

/** Mistakes in one folder of the repository, of which some show on certain engines only. */
export const mutantsIn =
  (folder: string, engines?: readonly Engine[]) =>
  (name: string, file: string, find: string, replace: string): Mutant => ({
    name,
    file: `${folder}/${file}`,
    find,
    replace,
    ...(engines && { engines }),
  });

/** Declares a test; the setup's type follows from it. */
export function tortureTest<Setup>(
  test: TortureTest<Setup>,
): TortureTest<Setup> {
  return test;
}
