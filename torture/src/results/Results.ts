import type { Engine, Machine } from 'itsm-harness';

/** A broken promise, kept until its seed ran again without one. */
export interface KnownViolation {
  seed: number;
  text: string;
  commit: string;
}

/** One run: what it added. */
export interface Shard {
  /** ISO 8601, when it began. */
  date: string;
  commit: string;
  minutes: number;
  units: number;
  seedFrom: number;
  seedTo: number;
}

/** What was tried with one test on one engine so far. */
export interface Cell {
  test: string;
  engine: Engine;
  units: number;
  rounds: number;
  /** The seed that the next run starts with. */
  nextSeed: number;
  facts: Record<string, number>;
  violations: KnownViolation[];
  shards: Shard[];
}

/** What became of a deliberate mistake. */
export interface MutantResult {
  test: string;
  name: string;
  engine: Engine;
  caught: boolean;
  /** What the test said, or why the mistake could not be tried. */
  sentence: string;
  date: string;
  commit: string;
}

export interface Results {
  /** The last one that ran. */
  machine?: Machine;
  cells: Cell[];
  mutants: MutantResult[];
}

export const emptyCell = (test: string, engine: Engine): Cell => ({
  test,
  engine,
  units: 0,
  rounds: 0,
  nextSeed: 1,
  facts: {},
  violations: [],
  shards: [],
});
