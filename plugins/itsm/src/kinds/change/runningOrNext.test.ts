import { summary } from '../../__testing__/answers';
import { runningOrNext } from './runningOrNext';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const change = (number: string, fields: Record<string, unknown>) =>
  summary({ number, kind: 'change', fields });

const planned = (number: string, plannedStart: string, plannedEnd?: string) =>
  change(number, { plannedStart, plannedEnd });
const running = (number: string, actualStart: string, actualEnd?: string) =>
  change(number, { actualStart, actualEnd });

const told = (...changes: ReturnType<typeof change>[]) => {
  const found = runningOrNext(changes, NOW);
  return found && [found.change.number, found.runs];
};

describe('the running or next change', () => {
  it('is the one that started last and has no end', () => {
    expect(
      told(
        planned('CHG-1', '2026-03-02T13:00:00Z'),
        running('CHG-2', '2026-03-02T09:00:00Z'),
        running('CHG-3', '2026-03-02T11:00:00Z'),
        running('CHG-4', '2026-03-02T11:30:00Z', '2026-03-02T11:40:00Z'),
      ),
    ).toEqual(['CHG-3', true]);
  });

  it('is else the one that is planned first', () => {
    expect(
      told(
        planned('CHG-1', '2026-03-09T08:00:00Z'),
        planned('CHG-2', '2026-03-04T08:00:00Z'),
        change('CHG-3', {}),
      ),
    ).toEqual(['CHG-2', false]);
  });

  it('is one whose planned time has come and that nobody has started', () => {
    expect(
      told(
        planned('CHG-1', '2026-03-04T08:00:00Z'),
        planned('CHG-2', '2026-03-02T11:00:00Z', '2026-03-02T14:00:00Z'),
      ),
    ).toEqual(['CHG-2', false]);
  });

  it('is none whose planned time is over', () => {
    expect(
      told(
        planned('CHG-1', '2026-03-01T11:00:00Z', '2026-03-01T14:00:00Z'),
        planned('CHG-2', '2026-03-02T11:00:00Z'),
      ),
    ).toBeUndefined();
    expect(told()).toBeUndefined();
  });
});
