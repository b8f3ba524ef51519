import { seeded } from 'itsm-harness';
import { median, percentile } from './percentile';

/** A measured value and the range that holds it with 95 % confidence. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

const RESAMPLES = 2_000;
/** The same blocks always give the same interval. */
const SEED = 20_261_122;

/**
 * A statistic of blocks with its bootstrap interval (percentile method): blocks are drawn again
 * with replacement, so that what one noisy block does to the result shows in the interval.
 */
export function bootstrap(
  blocks: readonly number[],
  statistic: (values: readonly number[]) => number = median,
  seed: number = SEED,
): Interval {
  const random = seeded(seed);
  const resampled = Array.from({ length: RESAMPLES }, () =>
    statistic(blocks.map(() => random.pick(blocks))),
  );
  return {
    value: statistic(blocks),
    low: percentile(resampled, 0.025),
    high: percentile(resampled, 0.975),
  };
}

/**
 * The median of what each block says `of` is in terms of `over`. Both were measured in the same
 * blocks, so what slowed a block down slowed both.
 */
export function ratioOf(
  of: readonly number[],
  over: readonly number[],
): Interval {
  if (of.length !== over.length) throw new Error('These are other blocks');
  const ratios = of.map((value, block) => value / over[block]);
  if (!ratios.every(Number.isFinite)) {
    throw new Error(`Blocks without a measurement: ${over}`);
  }
  return bootstrap(ratios);
}

/** Resamples of all samples are long lists to sort; so many fix a bound to a few percent. */
const POOLED_RESAMPLES = 200;

/**
 * A quantile of all samples. Its interval comes from drawing whole blocks again, for what is slow
 * together is slow for one reason.
 */
export function quantileOf(
  blocks: readonly (readonly number[])[],
  quantile: number,
): Interval {
  const random = seeded(SEED);
  const resampled = Array.from({ length: POOLED_RESAMPLES }, () =>
    percentile(
      blocks.flatMap(() => random.pick(blocks)),
      quantile,
    ),
  );
  return {
    value: percentile(blocks.flat(), quantile),
    low: percentile(resampled, 0.025),
    high: percentile(resampled, 0.975),
  };
}

/** Block by block: the time of one thing after the other. */
export function sumOf(...series: (readonly number[])[]): number[] {
  return series[0].map((_, block) =>
    series.reduce((sum, values) => sum + values[block], 0),
  );
}
