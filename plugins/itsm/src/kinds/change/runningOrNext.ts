import type { RecordSummary } from 'backstage-plugin-itsm-common';

const instant = (change: RecordSummary, name: string) => {
  const at = Date.parse(String(change.fields[name] ?? ''));
  return Number.isNaN(at) ? undefined : at;
};

const firstBy = (
  changes: readonly RecordSummary[],
  at: (change: RecordSummary) => number,
) => [...changes].sort((a, b) => at(a) - at(b))[0];

/**
 * Of open changes the one that runs, the latest of several; else the one whose window begins or began
 * first and is not over. Undefined if there is neither.
 */
export function runningOrNext(
  changes: readonly RecordSummary[],
  now: number,
): { change: RecordSummary; runs: boolean; at: number } | undefined {
  const startOf = (change: RecordSummary) => instant(change, 'actualStart');
  const windowOf = (change: RecordSummary) => instant(change, 'windowStart');

  const running = changes.filter(
    change => startOf(change) && !instant(change, 'actualEnd'),
  );
  const last = firstBy(running, change => -startOf(change)!);
  if (last) return { change: last, runs: true, at: startOf(last)! };

  const planned = changes.filter(change => {
    const ends = instant(change, 'windowEnd') ?? windowOf(change);
    return !startOf(change) && windowOf(change) && ends! > now;
  });
  const next = firstBy(planned, change => windowOf(change)!);
  return next && { change: next, runs: false, at: windowOf(next)! };
}
