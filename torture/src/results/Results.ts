import type { Engine, Machine } from 'itsm-harness';
import type { TortureTest } from '../TortureTest';

/** A broken promise, kept until its seed ran again without one. */
interface KnownViolation {
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
  /** What was tried: doses of another promise count for nothing. */
  promise: string;
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

const emptyCell = (
  { id, promise }: Pick<TortureTest, 'id' | 'promise'>,
  engine: Engine,
): Cell => ({
  test: id,
  engine,
  promise,
  units: 0,
  rounds: 0,
  nextSeed: 1,
  facts: {},
  violations: [],
  shards: [],
});

/** What is known of a test that makes this promise. */
export const cellOf = (
  { cells }: Pick<Results, 'cells'>,
  test: Pick<TortureTest, 'id' | 'promise'>,
  engine: Engine,
): Cell =>
  cells.find(
    cell =>
      cell.test === test.id &&
      cell.engine === engine &&
      cell.promise === test.promise,
  ) ?? emptyCell(test, engine);
