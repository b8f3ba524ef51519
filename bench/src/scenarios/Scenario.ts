import type { Effort, Scale } from '../Effort';
import type { Cell, Measured } from '../results/Results';
import type { Stage } from '../stage/Stage';
import type { Interval } from '../statistics/interval';
import { ONCE, type BlockPlan } from '../statistics/measureBlocks';

/** How thoroughly to measure. */
export interface Bench {
  effort: Effort;
  /** No larger database is measured in this run. */
  largest: boolean;
  blocks: number;
  seed: number;
  /** A number of samples, seconds or cases, for each effort. */
  scaled(scale: Scale): number;
  /** CPU seconds of processes that asked, to be told apart from those that answered. */
  addGeneratorCpu(seconds: number): void;
  log(text: string): void;
}

/** A plan of blocks: so many samples at most, and not much longer than so many seconds. */
export function planOf(
  { effort, blocks }: Bench,
  samples: Omit<Scale, 'smoke'>,
  seconds: Omit<Scale, 'smoke'>,
): BlockPlan {
  if (effort === 'smoke') return ONCE;
  return {
    blocks,
    samples: samples[effort],
    warmUp: samples[effort] * (effort === 'full' ? 3 : 2),
    seconds: seconds[effort],
  };
}

/** What the product promises of a measurement. */
export interface Goal {
  /** `tab.floor`: reasons for missing it are kept under this name. */
  id: string;
  /** What is compared with what. */
  text: string;
  unit: '×' | 'ms' | 's' | '/s' | '' | 'MiB/min';
  /** None: a figure without a promise. */
  bound?: { atMost: number } | { atLeast: number };
  /** Undefined where the cell did not measure it. */
  result(cell: Cell): Interval | undefined;
}

/** Lines over the number of records: one per entry, named. */
export interface Chart {
  id: string;
  title: string;
  /** The name of a timing, and how the legend calls it. */
  lines: { timing: string; label: string }[];
}

/** One question about speed, on every engine. */
export interface Scenario {
  id: string;
  title: string;
  /** What is measured beside what; a paragraph of Markdown. */
  about: string;
  goals: Goal[];
  charts?: Chart[];
  /** How tables call the timings and numbers; those without a label are left out. */
  labels: Record<string, string>;
  /** Too long for a quick run; a smoke measures it once. */
  fullOnly?: boolean;
  /** On the largest database only. */
  largestOnly?: boolean;
  measure?(bench: Bench, stage: Stage): Promise<Measured>;
  /** Two databases in the same blocks: what growth costs. */
  compare?(bench: Bench, small: Stage, large: Stage): Promise<Measured>;
}

export function isMet(goal: Goal, { low, high }: Interval): boolean {
  if (!goal.bound) return true;
  return 'atMost' in goal.bound
    ? high <= goal.bound.atMost
    : low >= goal.bound.atLeast;
}
