import { median, percentile } from './percentile';

/** How long something took, in milliseconds, as results.json keeps it. */
export interface Timing {
  /** How many samples in all. */
  samples: number;
  p50: number;
  p95: number;
  p99: number;
  /** The median of each block; every ratio follows from these. */
  blocks: number[];
}

/** Three digits are more than any measurement here is worth, and keep the file small. */
export const rounded = (value: number) =>
  value === 0 || !Number.isFinite(value) ? value : Number(value.toPrecision(4));

/** @param blocks - the samples of each block */
export function timingOf(blocks: readonly (readonly number[])[]): Timing {
  const all = blocks.flat();
  return {
    samples: all.length,
    p50: rounded(median(all)),
    p95: rounded(percentile(all, 0.95)),
    p99: rounded(percentile(all, 0.99)),
    blocks: blocks.map(samples => rounded(median(samples))),
  };
}
