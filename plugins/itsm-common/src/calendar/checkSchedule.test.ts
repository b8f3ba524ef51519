import { checkSchedule } from './checkSchedule';
import type { ScheduleTimes } from './Schedule';

const NIGHT: ScheduleTimes = {
  zone: 'Europe/Vienna',
  start: '2026-01-05T22:00',
  end: '2026-01-06T06:00',
};

const codeOf = (more: Partial<ScheduleTimes>) =>
  checkSchedule({ ...NIGHT, ...more }).map(({ path, code, params }) =>
    `${path} ${code} ${params.part ?? ''}`.trim(),
  );

describe('checkSchedule', () => {
  it.each<[Partial<ScheduleTimes>, string | null]>([
    [{}, null],
    [{ rule: 'FREQ=DAILY' }, null],
    [{ rule: 'FREQ=MONTHLY;BYDAY=-1FR;INTERVAL=3' }, null],
    [{ rule: 'FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20261231' }, null],
    [{ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2' }, null],
    [{ end: '2027-01-05T22:00' }, null],
    [{ end: '2027-01-05T22:00', rule: 'FREQ=YEARLY;INTERVAL=3' }, null],
    [{ end: '2026-11-05T22:00', rule: 'FREQ=DAILY;COUNT=2' }, null],
    [
      {
        start: '2026-12-20T00:00',
        end: '2027-01-02T00:00',
        rule: 'FREQ=YEARLY',
      },
      null,
    ],
    [{ zone: 'Europe/Wien' }, 'zone unknown_zone'],
    [{ zone: '' }, 'zone unknown_zone'],
    [{ start: '2026-02-30T10:00' }, 'start schedule_time'],
    [{ end: '2026-13-01T10:00' }, 'end schedule_time'],
    [{ end: NIGHT.start }, 'end schedule_end'],
    [{ end: '2027-03-05T22:00' }, 'end schedule_long'],
    [{ rule: 'FREQ=HOURLY' }, 'rule schedule_rule FREQ'],
    [{ rule: 'BYDAY=MO' }, 'rule schedule_rule FREQ'],
    [{ rule: 'FREQ=DAILY;BYHOUR=3' }, 'rule schedule_rule BYHOUR'],
    [{ rule: 'FREQ=DAILY;INTERVAL=0' }, 'rule schedule_rule INTERVAL'],
    [{ rule: 'FREQ=WEEKLY;BYDAY=XX' }, 'rule schedule_rule BYDAY'],
    [{ rule: 'FREQ=DAILY;FREQ=DAILY' }, 'rule schedule_rule FREQ'],
    [{ rule: 'FREQ=DAILY;COUNT=2;UNTIL=20270101' }, 'rule schedule_rule UNTIL'],
    [{ rule: 'every night' }, 'rule schedule_rule FREQ'],
    [{ rule: `FREQ=DAILY;BYMONTH=${'1,'.repeat(200)}` }, 'rule schedule_rule'],
    [{ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, 'rule schedule_never'],
    [{ rule: 'FREQ=DAILY;UNTIL=20200101' }, 'rule schedule_never'],
    [{ end: '2026-01-06T22:00', rule: 'FREQ=DAILY' }, 'rule schedule_always'],
    [{ end: '2026-01-12T22:00', rule: 'FREQ=WEEKLY' }, 'rule schedule_always'],
    [{ end: '2027-01-05T22:00', rule: 'FREQ=YEARLY' }, 'rule schedule_always'],
  ])('%j: %s', (more, problem) => {
    expect(codeOf(more)).toEqual(problem ? [problem] : []);
  });
});
