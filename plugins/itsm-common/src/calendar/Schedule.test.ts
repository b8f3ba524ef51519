import fc from 'fast-check';
import { DateTime } from 'luxon';
import { LONGEST, Schedule, type ScheduleTimes } from './Schedule';

const MINUTE = 60_000;

const at = (iso: string, zone = 'utc') =>
  DateTime.fromISO(iso, { zone }).toMillis();

const NIGHTS: ScheduleTimes = {
  zone: 'Europe/Vienna',
  start: '2026-01-01T22:00',
  end: '2026-01-02T06:00',
  rule: 'FREQ=DAILY',
};

describe('Schedule', () => {
  it('is on from its start to before its end, once', () => {
    const once = new Schedule({
      zone: 'America/New_York',
      start: '2026-12-20T18:00',
      end: '2027-01-04T08:00',
    });
    expect(once.isOn(at('2026-12-20T22:59Z'))).toBe(false);
    expect(once.isOn(at('2026-12-20T23:00Z'))).toBe(true);
    expect(once.isOn(at('2027-01-04T12:59Z'))).toBe(true);
    expect(once.isOn(at('2027-01-04T13:00Z'))).toBe(false);
    expect(once.next(at('2026-12-01T00:00Z'), 10)).toEqual([
      { start: at('2026-12-20T23:00Z'), end: at('2027-01-04T13:00Z') },
    ]);
    expect(once.nextInterval(at('2027-01-04T13:00Z'))).toBeUndefined();
  });

  it('goes by the clock on the wall when clocks change', () => {
    const nights = new Schedule(NIGHTS);
    const span = (day: string) => {
      const { start, end } = nights.nextInterval(at(`${day}T12:00Z`))!;
      return (end - start) / 3_600_000;
    };
    expect(span('2026-02-10')).toBe(8);
    expect(span('2026-03-28')).toBe(7);
    expect(span('2026-10-24')).toBe(9);
  });

  it('skips the hour that a clock skips, and has the one twice that it repeats', () => {
    const early = new Schedule({
      zone: 'Europe/Vienna',
      start: '2026-01-01T02:00',
      end: '2026-01-01T03:00',
      rule: 'FREQ=DAILY',
    });
    expect(
      early.intervals(at('2026-03-29T00:00Z'), at('2026-03-30T00:00Z')),
    ).toEqual([]);
    expect(
      early.intervals(at('2026-10-24T22:00Z'), at('2026-10-25T12:00Z')),
    ).toEqual([
      // 02:00 to 03:00 comes twice, one after the other
      { start: at('2026-10-25T00:00Z'), end: at('2026-10-25T02:00Z') },
    ]);
  });

  it('joins what overlaps, so that an end is one', () => {
    const weekdays = new Schedule({
      zone: 'utc',
      start: '2026-01-05T00:00',
      end: '2026-01-06T00:00',
      rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    });
    expect(weekdays.next(at('2026-06-03T10:00Z'), 2)).toEqual([
      { start: at('2026-06-03T10:00Z'), end: at('2026-06-06T00:00Z') },
      { start: at('2026-06-08T00:00Z'), end: at('2026-06-13T00:00Z') },
    ]);
  });

  it('ends with its rule', () => {
    const three = new Schedule({ ...NIGHTS, rule: 'FREQ=DAILY;COUNT=3' });
    expect(three.next(at('2025-12-01T00:00Z'), 10)).toHaveLength(3);
    expect(three.nextInterval(at('2026-02-01T00:00Z'))).toBeUndefined();
  });
});

/* The same, told by stepping over the days of a calendar instead of by rules. Days are counted from 1970-01-01. */

const DAY = 24 * 60 * MINUTE;
const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const dayOf = (wall: number) => Math.floor(wall / DAY);
/** 1: Monday. The first day was a Thursday. */
const weekdayOf = (day: number) => ((day + 3) % 7) + 1;
const weekOf = (day: number) => Math.floor((day + 3) / 7);
const dateOf = (day: number) => new Date(day * DAY);

interface Rule {
  text?: string;
  /** Minutes after which it comes again, where that is always the same. */
  period?: number;
  /** Whether it begins on this day. */
  has(day: number, first: number): boolean;
}

const weekly = (every: number, days: number[]): Rule => ({
  text: `FREQ=WEEKLY;INTERVAL=${every};BYDAY=${days.map(d => DAYS[d - 1])}`,
  has: (day, first) =>
    days.includes(weekdayOf(day)) &&
    (weekOf(day) - weekOf(first)) % every === 0,
});
const daily = (every: number): Rule => ({
  text: `FREQ=DAILY;INTERVAL=${every}`,
  period: every * 24 * 60,
  has: (day, first) => (day - first) % every === 0,
});
const monthly = (date: number): Rule => ({
  text: `FREQ=MONTHLY;BYMONTHDAY=${date}`,
  has: day => dateOf(day).getUTCDate() === date,
});
const lastWeekday = (weekday: number): Rule => ({
  text: `FREQ=MONTHLY;BYDAY=-1${DAYS[weekday - 1]}`,
  has: day =>
    weekdayOf(day) === weekday &&
    dateOf(day + 7).getUTCMonth() !== dateOf(day).getUTCMonth(),
});
const once: Rule = { has: (day, first) => day === first };

const rules: fc.Arbitrary<Rule> = fc.oneof(
  fc.constant(once),
  fc.integer({ min: 1, max: 5 }).map(daily),
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }),
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([every, days]) => weekly(every, days)),
  fc.integer({ min: 1, max: 31 }).map(monthly),
  fc.integer({ min: 1, max: 7 }).map(lastWeekday),
);

/** Each with its own idea of when and by how much clocks change. */
const ZONES = [
  'Europe/Vienna',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Santiago',
  'Africa/Casablanca',
];

/** Whether it is on: what Luxon says that the clock shows is compared with what each day before begins. */
function isOnByHand(
  rule: Rule,
  { zone, start, end }: ScheduleTimes,
  instant: number,
): boolean {
  const shown =
    instant + DateTime.fromMillis(instant, { zone }).offset * MINUTE;
  const first = at(`${start}Z`);
  const length = at(`${end}Z`) - first;
  const back = Math.ceil(length / DAY) + 1;
  for (let day = dayOf(shown); day >= dayOf(shown) - back; day -= 1) {
    if (day < dayOf(first) || !rule.has(day, dayOf(first))) continue;
    const begin = day * DAY + (first - dayOf(first) * DAY);
    if (begin <= shown && shown < begin + length) return true;
  }
  return false;
}

/** By hand: a hundred thousand. */
const RUNS = Number(process.env.ITSM_SCHEDULE_RUNS ?? 5_000);

describe('Schedule beside a calendar', () => {
  const minutes = (day: number, minute: number) =>
    DateTime.fromISO('2026-01-01', { zone: 'utc' })
      .plus({ days: day, minutes: minute })
      .toFormat("yyyy-MM-dd'T'HH:mm");

  it(
    `agrees to the minute, ${RUNS} times`,
    () => {
      fc.assert(
        fc.property(
          rules,
          fc.constantFrom(...ZONES),
          fc.integer({ min: 0, max: 400 }),
          fc.integer({ min: 0, max: 24 * 60 - 1 }),
          fc.integer({ min: 1, max: 3 * 24 * 60 }),
          fc.integer({ min: 0, max: 500 * 24 * 60 }),
          (rule, zone, day, minute, length, later) => {
            const times: ScheduleTimes = {
              zone,
              start: minutes(day, minute),
              end: minutes(day, minute + length),
              rule: rule.text,
            };
            const schedule = new Schedule(times);
            const instant = at('2026-01-01T00:00Z') + later * MINUTE;
            const isOn = isOnByHand(rule, times, instant);
            expect(schedule.isOn(instant)).toBe(isOn);
            // The edges of what it says comes next are edges by hand, too
            const next = schedule.nextInterval(instant);
            expect(isOn).toBe(next?.start === instant);
            if (!next) return;
            expect(isOnByHand(rule, times, next.start)).toBe(true);
            expect(isOnByHand(rule, times, next.end - MINUTE)).toBe(true);
            // What is always on is refused elsewhere
            if (next.end - next.start > LONGEST - 4 * DAY) return;
            expect(isOnByHand(rule, times, next.end)).toBe(false);
            expect(isOn || !isOnByHand(rule, times, next.start - MINUTE)).toBe(
              true,
            );
          },
        ),
        { numRuns: RUNS, seed: 20261129 },
      );
    },
    30_000 + 10 * RUNS,
  );
});
