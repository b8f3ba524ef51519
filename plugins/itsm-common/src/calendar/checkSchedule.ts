import { IANAZone } from 'luxon';
import { wrongPart } from './recurrence';
import { LONGEST, Schedule, wallTime, type ScheduleTimes } from './Schedule';

const DAY = 24 * 60 * 60_000;
/** One occurrence is at most so long: more than a year is no exception but a rule. */
const MOST_DAYS = 366;

/** What is wrong with one part of the times. */
interface ScheduleProblem {
  path: 'zone' | 'start' | 'end' | 'rule';
  code: string;
  /** In English, to follow the name of the part. */
  message: string;
  params: Record<string, unknown>;
}

const problem = (
  path: ScheduleProblem['path'],
  code: string,
  message: string,
  params: Record<string, unknown> = {},
): ScheduleProblem[] => [{ path, code, message, params }];

/**
 * What is wrong with times: zones and rules that do not exist, those that never come and those that never end. At
 * most one problem, as the later ones follow from it.
 */
export function checkSchedule(times: ScheduleTimes): ScheduleProblem[] {
  const { zone, start, end, rule } = times;
  if (!IANAZone.isValidZone(zone)) {
    return problem(
      'zone',
      'unknown_zone',
      'is not a zone such as Europe/Vienna',
      { zone },
    );
  }
  const [from, to] = [wallTime(start), wallTime(end)];
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    const path = Number.isFinite(from) ? 'end' : 'start';
    return problem(path, 'schedule_time', 'is no day and time that exists');
  }
  if (to <= from)
    return problem('end', 'schedule_end', 'must be after the start');
  if (to - from > MOST_DAYS * DAY) {
    return problem(
      'end',
      'schedule_long',
      `must be at most ${MOST_DAYS} days after the start`,
      { most: MOST_DAYS },
    );
  }
  if (rule === undefined) return [];
  const wrong = wrongPart(rule);
  if (wrong !== undefined) {
    return problem(
      'rule',
      'schedule_rule',
      wrong
        ? `does not say ${wrong} as RFC 5545 does; a rule is like FREQ=WEEKLY;BYDAY=FR`
        : 'is no rule of RFC 5545; a rule is like FREQ=WEEKLY;BYDAY=FR',
      { part: wrong },
    );
  }
  const next = new Schedule(times).nextInterval(from - DAY);
  if (!next) {
    return problem('rule', 'schedule_never', 'never comes within ten years');
  }
  // An occurrence of a year is allowed; one that goes over into the next one without a break is not
  if (next.end - next.start > LONGEST - (to - from)) {
    return problem(
      'rule',
      'schedule_always',
      'never ends: each time begins before the one before is over',
    );
  }
  return [];
}
