import type { OutageView } from 'backstage-plugin-itsm-common';
import { DateTime } from 'luxon';

/** How long something was broken; epoch milliseconds. */
export interface Span {
  from: number;
  /** Null while it lasts. */
  until: number | null;
  priority: number | null;
}

/**
 * The days of the zone that spans reach into. A day has as many hours as its zone gives it.
 *
 * @param since - of what began before not all is known; null: all is known
 */
export function outageDays(
  spans: readonly Span[],
  options: { days: number; zone: string; now: number; since: number | null },
): OutageView {
  const today = DateTime.fromMillis(options.now, {
    zone: options.zone,
  }).startOf('day');
  const days = Array.from({ length: options.days }, (_, index) =>
    today.minus({ days: options.days - 1 - index }),
  );
  const begins = days.map(day => day.toMillis());
  const indexOf = (at: number) => begins.findLastIndex(begin => begin <= at);
  // The day in which knowledge begins is known in part only
  const known = options.since === null ? 0 : indexOf(options.since) + 1;
  const first = Math.min(known, options.days - 1);
  const found = days.map(() => ({ records: 0, priority: Infinity }));
  for (const { from, until, priority } of spans) {
    if (from > options.now) continue;
    const last = indexOf(
      Math.min(Math.max(until ?? options.now, from), options.now),
    );
    for (let day = Math.max(indexOf(from), first); day <= last; day += 1) {
      found[day].records += 1;
      found[day].priority = Math.min(found[day].priority, priority ?? Infinity);
    }
  }
  const names = days.map(day => day.toISODate()!);
  return {
    from: names[first],
    to: names[options.days - 1],
    days: found.flatMap(({ records, priority }, index) =>
      records === 0
        ? []
        : {
            day: names[index],
            records,
            priority: priority === Infinity ? null : priority,
          },
    ),
  };
}
