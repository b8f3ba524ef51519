import { outageDays, type Span } from './outageDays';

const at = (iso: string) => Date.parse(iso);
const span = (from: string, until: string | null, priority = 3): Span => ({
  from: at(from),
  until: until === null ? null : at(until),
  priority,
});

describe('days on which something was broken', () => {
  const now = at('2026-11-28T10:00:00Z');
  const utc = { days: 5, zone: 'UTC', now, since: null };

  it('are those that a record reaches into, with the most urgent of them', () => {
    expect(
      outageDays(
        [
          span('2026-11-25T23:59:00Z', '2026-11-26T00:01:00Z', 2),
          span('2026-11-26T12:00:00Z', '2026-11-26T13:00:00Z', 1),
          { ...span('2026-11-26T14:00:00Z', null), priority: null },
        ],
        utc,
      ),
    ).toEqual({
      from: '2026-11-24',
      to: '2026-11-28',
      days: [
        { day: '2026-11-25', records: 1, priority: 2 },
        { day: '2026-11-26', records: 3, priority: 1 },
        { day: '2026-11-27', records: 1, priority: null },
        { day: '2026-11-28', records: 1, priority: null },
      ],
    });
  });

  it('begin when it began, though that is before the first day, and end today', () => {
    const { days } = outageDays(
      [
        span('2026-10-01T00:00:00Z', '2026-11-24T08:00:00Z'),
        span('2026-09-01T00:00:00Z', '2026-11-23T23:59:59Z'),
        span('2026-11-28T09:00:00Z', '2026-12-24T00:00:00Z'),
        // Resolved before it was opened: a clock of somebody else's
        span('2026-11-27T09:00:00Z', '2026-11-26T09:00:00Z'),
        // Tomorrow's is none yet
        span('2026-11-29T09:00:00Z', null),
      ],
      utc,
    );
    expect(days.map(({ day, records }) => [day, records])).toEqual([
      ['2026-11-24', 1],
      ['2026-11-27', 1],
      ['2026-11-28', 1],
    ]);
  });

  it('are those of the zone, on the days on which clocks change as well', () => {
    // Vienna put its clocks back on 25 October 2026: that day began at 22:00 UTC and had 25 hours
    const { days } = outageDays(
      [
        span('2026-10-24T21:59:00Z', '2026-10-24T21:59:30Z', 1),
        span('2026-10-24T22:00:00Z', '2026-10-25T22:59:00Z', 2),
        span('2026-10-25T23:00:00Z', '2026-10-25T23:30:00Z', 3),
      ],
      {
        days: 3,
        zone: 'Europe/Vienna',
        now: at('2026-10-26T12:00:00Z'),
        since: null,
      },
    );
    expect(days).toEqual([
      { day: '2026-10-24', records: 1, priority: 1 },
      { day: '2026-10-25', records: 1, priority: 2 },
      { day: '2026-10-26', records: 1, priority: 3 },
    ]);
  });

  it('are told of from the first whole day that is known', () => {
    const spans = [span('2026-11-26T12:00:00Z', null)];
    const since = at('2026-11-26T12:00:00Z');
    expect(outageDays(spans, { ...utc, since })).toMatchObject({
      from: '2026-11-27',
      days: [{ day: '2026-11-27' }, { day: '2026-11-28' }],
    });
    // More than can be read in a day: then of today, as far as it is known
    expect(outageDays(spans, { ...utc, since: now })).toMatchObject({
      from: '2026-11-28',
      days: [{ day: '2026-11-28' }],
    });
  });
});
