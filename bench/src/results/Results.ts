import type { Engine, Machine } from 'itsm-harness';
import type { Size } from '../fill';
import type { Timing } from '../statistics/Timing';

/** What a scenario measured; names are the scenario's own. */
export interface Measured {
  timings: Record<string, Timing>;
  /** Everything that is not a time: one number, or one of each block. */
  numbers: Record<string, number | number[]>;
  /** Sentences about what stood out. */
  notes?: string[];
}

/** The machine and the software that a measurement ran on. */
export interface Environment extends Machine {
  backstage: string;
  /** The database server or library, with the settings that matter. */
  database: string;
  settings: Record<string, string>;
}

/** One scenario on one filled database, or on two that were measured in the same blocks. */
export interface Cell extends Measured {
  scenario: string;
  engine: Engine;
  sizes: Size[];
  /** Not a full run: good for development, not for publishing. */
  quick: boolean;
  at: string;
  seconds: number;
  /** Of the last minute. Nothing else should run. */
  loadBefore: number;
  loadAfter: number;
  /** CPU seconds of what asks, which shares the machine with what answers. */
  generatorCpuSeconds: number;
  commit: string;
  seed: number;
  /** Of the generated data. */
  checksum: string;
  /** Key of `environments`. */
  environment: string;
}

/** The whole of bench/results.json: every published number is rendered from it. */
export interface Results {
  environments: Record<string, Environment>;
  cells: Cell[];
}

/** A cell with this key replaces the one that was measured before. */
const keyOf = (cell: Pick<Cell, 'scenario' | 'engine' | 'sizes'>): string =>
  [cell.scenario, cell.engine, ...cell.sizes].join(' ');

/**
 * What was measured now takes the place of the same from before; the rest stays. A quick run does
 * not take the place of a full one.
 */
export function merged(before: Results, now: Results): Results {
  const full = new Set(
    before.cells.filter(cell => !cell.quick).map(cell => keyOf(cell)),
  );
  const added = now.cells.filter(
    cell => !(cell.quick && full.has(keyOf(cell))),
  );
  const replaced = new Set(added.map(keyOf));
  const cells = [
    ...before.cells.filter(cell => !replaced.has(keyOf(cell))),
    ...added,
  ].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const all = { ...before.environments, ...now.environments };
  const used = new Set(cells.map(cell => cell.environment));
  return {
    environments: Object.fromEntries(
      Object.entries(all).filter(([key]) => used.has(key)),
    ),
    cells,
  };
}
