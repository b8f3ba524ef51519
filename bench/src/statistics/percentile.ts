/** A quantile (0 to 1) by linear interpolation between the two nearest values. */
export function percentile(values: readonly number[], quantile: number) {
  if (values.length === 0) throw new Error('A percentile of nothing');
  const sorted = [...values].sort((a, b) => a - b);
  const rank = quantile * (sorted.length - 1);
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  return below + (above - below) * (rank - Math.floor(rank));
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

/** Least squares: how much `y` rises per unit of `x`. */
export function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (of: (p: { x: number; y: number }) => number) =>
    points.reduce((sum, p) => sum + of(p), 0) / points.length;
  const x = mean(p => p.x);
  const y = mean(p => p.y);
  const rise = points.reduce((sum, p) => sum + (p.x - x) * (p.y - y), 0);
  const run = points.reduce((sum, p) => sum + (p.x - x) ** 2, 0);
  return run === 0 ? 0 : rise / run;
}
