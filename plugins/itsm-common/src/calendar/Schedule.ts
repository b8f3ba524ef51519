import { offsetAt, offsetSpans } from './zoneOffsets';
import { firstOccurrence, occurrences } from './recurrence';

/** Times on the wall clock of a zone, once or again and again. @public */
export interface ScheduleTimes {
  /** IANA name. */
  zone: string;
  /** Wall clock of the first occurrence: `2026-12-20T18:00`. */
  start: string;
  end: string;
  /** Rule of RFC 5545 by which it comes again: `FREQ=WEEKLY;BYDAY=FR`. */
  rule?: string;
}

/** Instants: the first, and the first that is not of it any more. @public */
export interface Interval {
  start: number;
  end: number;
}

const DAY = 24 * 60 * 60_000;
/** A zone's clock is at most so far from UTC, and seldom changes by more than an hour. */
const MOST_OFFSET = DAY;
/** Rules are expanded for so long at once: days and weeks come often, months and years seldom. */
const CHUNK = { often: 60 * DAY, seldom: 1_000 * DAY };
/** What is on for so long without a break has no end that is worth looking for. */
export const LONGEST = 800 * DAY;
const OFTEN = /FREQ=(DAILY|WEEKLY)/;
/** Nobody plans further ahead. */
const FURTHEST = 10 * 366 * DAY;

/** What a clock shows, in milliseconds as if it was UTC; NaN for a day that no calendar has. */
export function wallTime(shown: string): number {
  const time = Date.parse(`${shown}Z`);
  const isReal =
    Number.isFinite(time) && new Date(time).toISOString().startsWith(shown);
  return isReal ? time : NaN;
}

/**
 * When something is on, by the clock on the wall: from 22:00 to 06:00 is whenever the clock of that zone shows such a
 * time. An hour that a clock skips in spring is not there; one that it repeats in autumn counts both times.
 *
 * @public
 */
export class Schedule {
  private readonly first: number;
  private readonly length: number;
  private expanded: { from: number; to: number; starts: number[] } = {
    from: 0,
    to: 0,
    starts: [],
  };

  constructor(private readonly times: ScheduleTimes) {
    this.first = wallTime(times.start);
    this.length = wallTime(times.end) - this.first;
  }

  /** Whether it is on at the instant. */
  isOn(instant: number): boolean {
    const wall = instant + offsetAt(this.times.zone, instant);
    return this.starts(wall - this.length, wall + 1).some(
      start => start <= wall && wall < start + this.length,
    );
  }

  /** When it is on, from an instant to another: in order, and apart from each other. */
  intervals(from: number, to: number): Interval[] {
    const merged: Interval[] = [];
    for (const span of offsetSpans(this.times.zone, from, to)) {
      const [low, high] = [span.from + span.offset, span.to + span.offset];
      for (const start of this.starts(low - this.length, high)) {
        const part = {
          start: Math.max(start, low) - span.offset,
          end: Math.min(start + this.length, high) - span.offset,
        };
        const last = merged.at(-1);
        if (part.start >= part.end) continue;
        if (last && part.start <= last.end)
          last.end = Math.max(last.end, part.end);
        else merged.push(part);
      }
    }
    return merged;
  }

  /**
   * What is on at the instant, from the instant on, or the next interval; undefined when there is none within ten
   * years.
   */
  nextInterval(instant: number): Interval | undefined {
    const end = instant + FURTHEST;
    let from = instant - this.length - MOST_OFFSET;
    for (;;) {
      const start = this.nextStart(from, end);
      if (start === undefined) return undefined;
      const found = this.intervals(
        Math.max(instant, start - MOST_OFFSET),
        start + this.length + MOST_OFFSET,
      ).find(each => each.end > instant);
      if (found) return this.whole(found);
      from = start + 1;
    }
  }

  /** The next of them, the one that is on first. */
  next(instant: number, most: number): Interval[] {
    const found: Interval[] = [];
    let from = instant;
    while (found.length < most) {
      const interval = this.nextInterval(from);
      if (!interval) break;
      found.push(interval);
      from = interval.end;
    }
    return found;
  }

  /** With what follows it at once, so that an end is one: up to 800 days. */
  private whole({ start, end }: Interval): Interval {
    let reached = end;
    for (;;) {
      const [more] = this.intervals(reached, reached + this.length + 1);
      const goesOn = more?.start === reached;
      if (!goesOn || more.end - start > LONGEST) return { start, end: reached };
      reached = more.end;
    }
  }

  /** The first wall time at which it begins, from `from` to before `to`. */
  private nextStart(from: number, to: number): number | undefined {
    const [soon] = this.starts(from, from + MOST_OFFSET);
    const { rule } = this.times;
    if (soon !== undefined || !rule) return soon ?? this.starts(from, to)[0];
    return firstOccurrence(rule, this.first, from, to);
  }

  /** Wall times at which it begins, from `from` to before `to`. */
  private starts(from: number, to: number): number[] {
    const { rule } = this.times;
    if (!rule) return from <= this.first && this.first < to ? [this.first] : [];
    if (from < this.expanded.from || to > this.expanded.to) {
      const chunk = OFTEN.test(rule) ? CHUNK.often : CHUNK.seldom;
      const range = {
        from: from - MOST_OFFSET,
        to: Math.max(to, from + chunk) + MOST_OFFSET,
      };
      this.expanded = {
        ...range,
        starts: occurrences(rule, this.first, range.from, range.to),
      };
    }
    const { starts } = this.expanded;
    let index = firstNotBefore(starts, from);
    const found: number[] = [];
    for (; index < starts.length && starts[index] < to; index += 1)
      found.push(starts[index]);
    return found;
  }
}

function firstNotBefore(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
