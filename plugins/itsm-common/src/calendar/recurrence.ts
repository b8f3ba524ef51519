import { RRule } from 'rrule';

/*
 * Rules of RFC 5545 over wall clock times. Times are milliseconds of what a clock shows, as if that was UTC: a rule
 * knows no zone, so that no change of a clock can shift what it says.
 */

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** Parts of a rule that are understood, and what each may say. */
const PARTS: Record<string, RegExp> = {
  FREQ: new RegExp(`^(${FREQUENCIES.join('|')})$`),
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,3}$/,
  UNTIL: /^\d{8}(T\d{6}Z?)?$/,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/,
  BYDAY: /^([+-]?[1-5]?\d?(MO|TU|WE|TH|FR|SA|SU),?)+$/,
  BYMONTHDAY: /^(-?([1-9]|[12]\d|3[01]),?)+$/,
  BYMONTH: /^(([1-9]|1[0-2]),?)+$/,
  BYSETPOS: /^(-?[1-9]\d{0,2},?)+$/,
};

/** How long a rule is. */
export const MOST_RULE_CHARACTERS = 300;

/**
 * What is wrong with a rule, as a part of it: `FREQ`. Empty: it can't be read at all. Undefined: nothing. Times of
 * day are those of the first occurrence, so that no rule repeats within a day.
 */
export function wrongPart(rule: string): string | undefined {
  if (rule.length > MOST_RULE_CHARACTERS) return '';
  const parts = rule.split(';').map(part => part.split('='));
  const names = parts.map(([name]) => name);
  if (!names.includes('FREQ')) return 'FREQ';
  if (names.includes('COUNT') && names.includes('UNTIL')) return 'UNTIL';
  const wrong = parts.find(
    ([name, value, ...more], index) =>
      !Object.hasOwn(PARTS, name) ||
      !PARTS[name].test(value ?? '') ||
      more.length > 0 ||
      names.indexOf(name) !== index,
  );
  if (wrong) return wrong[0];
  try {
    RRule.parseString(rule);
    return undefined;
  } catch {
    return '';
  }
}

/**
 * When a rule begins anew.
 *
 * @param first - wall time from which on it counts
 * @returns wall times from `from` to before `to`, ascending
 */
export function occurrences(
  rule: string,
  first: number,
  from: number,
  to: number,
): number[] {
  if (to <= first) return [];
  return until(rule, first, to)
    .between(new Date(Math.max(from, first)), new Date(to), true)
    .map(date => date.getTime());
}

/** The first of them; undefined when there is none. */
export function firstOccurrence(
  rule: string,
  first: number,
  from: number,
  to: number,
): number | undefined {
  if (to <= first) return undefined;
  const start = new Date(Math.max(from, first));
  return until(rule, first, to).after(start, true)?.getTime();
}

/** The library looks for what comes next until the year 9999: it is told where to end. */
function until(rule: string, first: number, to: number): RRule {
  const { until: last, ...options } = RRule.parseString(rule);
  const end = new Date(to - 1);
  return new RRule({
    ...options,
    dtstart: new Date(first),
    until: last && last < end ? last : end,
  });
}
