import { IANAZone } from 'luxon';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** No zone changes its clock twice within so long. */
const SAMPLE = 3 * DAY;
/** What is looked up once and kept: some fifty samples. */
const PERIOD = 128 * DAY;

/** A time in which a zone does not change its clock. */
export interface OffsetSpan {
  /** Instants: the first, and the first that is not of it any more. */
  from: number;
  to: number;
  /** What the wall clock shows, as if it was UTC, is the instant plus this; milliseconds. */
  offset: number;
}

/** By zone and period. Asking for an offset formats a date: a calendar would do little else. */
const known = new Map<string, readonly OffsetSpan[]>();

/** What the zone's wall clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(zone: string, instant: number): number {
  return periodOf(zone, Math.floor(instant / PERIOD)).find(
    ({ to }) => instant < to,
  )!.offset;
}

/** The times between changes of the zone's clock, from an instant to another. */
export function offsetSpans(
  zone: string,
  from: number,
  to: number,
): OffsetSpan[] {
  const spans: OffsetSpan[] = [];
  for (
    let period = Math.floor(from / PERIOD);
    period * PERIOD < to;
    period += 1
  ) {
    for (const span of periodOf(zone, period)) {
      const part = {
        ...span,
        from: Math.max(span.from, from),
        to: Math.min(span.to, to),
      };
      const last = spans.at(-1);
      if (part.from >= part.to) continue;
      if (last?.offset === part.offset) last.to = part.to;
      else spans.push(part);
    }
  }
  return spans;
}

function periodOf(zone: string, period: number): readonly OffsetSpan[] {
  const key = `${zone} ${period}`;
  const found = known.get(key);
  if (found) return found;
  const spans = sampled(
    IANAZone.create(zone),
    period * PERIOD,
    (period + 1) * PERIOD,
  );
  known.set(key, spans);
  return spans;
}

function sampled(zone: IANAZone, from: number, to: number): OffsetSpan[] {
  const offsetOf = (instant: number) => zone.offset(instant) * MINUTE;
  const spans = [{ from, to, offset: offsetOf(from) }];
  for (let last = from; last < to; last += SAMPLE) {
    const next = Math.min(last + SAMPLE, to - 1);
    const span = spans[spans.length - 1];
    const offset = offsetOf(next);
    if (offset === span.offset) continue;
    let [before, after] = [last, next];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetOf(middle) === span.offset) before = middle;
      else after = middle;
    }
    span.to = after;
    spans.push({ from: after, to, offset });
  }
  return spans;
}
