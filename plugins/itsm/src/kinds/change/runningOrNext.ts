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
 * Of open changes the one that runs, the latest of several; else the one that is planned first: its time begins or began
 * first and is not over. Undefined if there is neither.
 */
export function runningOrNext(
  changes: readonly RecordSummary[],
  now: number,
): { change: RecordSummary; runs: boolean; at: number } | undefined {
  const startOf = (change: RecordSummary) => instant(change, 'actualStart');
  const plannedStartOf = (change: RecordSummary) =>
    instant(change, 'plannedStart');

  const running = changes.filter(
    change => startOf(change) && !instant(change, 'actualEnd'),
  );
  const last = firstBy(running, change => -startOf(change)!);
  if (last) return { change: last, runs: true, at: startOf(last)! };

  const planned = changes.filter(change => {
    const ends = instant(change, 'plannedEnd') ?? plannedStartOf(change);
    return !startOf(change) && plannedStartOf(change) && ends! > now;
  });
  const next = firstBy(planned, change => plannedStartOf(change)!);
  return next && { change: next, runs: false, at: plannedStartOf(next)! };
}
